/** What a file asks for is proposed with a reason, sure only where nothing has to be decided, and applied it asks for nothing more. */
import { expect, test } from 'vitest'
import { bulkChange, withBulk } from '../draft/bulk.ts'
import { applyMapping } from '../mapping/apply.ts'
import { guessMapping } from '../mapping/guess.ts'
import type { ColumnMapping } from '../mapping/model.ts'
import type { Step } from '../mapping/recipe-steps.ts'
import { lostZeros, zerosOfDirectory } from '../mapping/transforms/zeros.ts'
import { packTable } from '../packed/packed-table.ts'
import { findRow } from '../packed/row-list.ts'
import { proposedSteps, stepParts, titleOf, type ProposalInput } from './proposed-steps.ts'

function opened(csv: string, help: Partial<ProposalInput> = {}) {
  const [headers = [], ...rows] = csv.split('\n').map((line) => line.split(';'))
  const mapping = guessMapping(headers, rows)
  const source = packTable({ headers, rows, lines: rows.map((_, at) => at + 2) })
  return { set: applyMapping(source, mapping).rows, source, mapping, remembered: [], ...help }
}
const proposed = (input: ProposalInput) => proposedSteps(input).map(({ step, isSure }) => `${isSure ? '' : '? '}${titleOf(step)}`)

test.each([
  ['whole names without usernames', 'Name;Mail\nAna Keller;ana.k@x.example\nBen Ito;ben.i@x.example', ['Split full names', 'Make usernames']],
  [
    'names that begin with the family name, by the emails',
    'Name;Mail\nSzabó Anna;anna.szabo@x.example\nNagy Béla;bela.nagy@x.example',
    ['? Split full names', 'Make usernames'],
  ],
  ['whole names alone', 'Employee Name;Dept\nKeller, Ana;Sales\nIto, Ben;Sales', ['Split full names', 'First name first in Display name', 'Make usernames']],
  ['a file that has what is needed', 'Username;Email;First name;Last name\nana;ana@x.example;Ana;Keller', []],
  ['an update by employee number', 'Employee ID;Department\n00123;Sales\n00124;Finance', []],
  ['a missing email among others', 'Username;Email\nana;ana@x.example\nben;ben@x.example\ncleo;', ['? Combine into Company email']],
  ['no usual domain', 'Username;Email\nana;ana@x.example\nben;ben@y.example\ncleo;', []],
  ['numbers that lost zeros beside some that have them', 'Username;Employee ID\na;00123\nb;00124\nc;125', ['Leading zeros in Employee identifier']],
  ['numbers that may only have grown', 'Username;Employee ID\na;1001\nb;1002\nc;1003\nd;999', ['? Leading zeros in Employee identifier']],
  ['numbers that are counted up', 'Username;Employee ID\na;8\nb;9\nc;10\nd;11', []],
  ['countries by name', 'Username;Country\na;Germany\nb;Pologne', ['Country codes in Work country']],
  ['departments with the manager in brackets', 'Username;Department\na;Sales (Ana Keller)\nb;IT (Ben Ito)', ['Remove brackets in Department']],
  ['one department in brackets', 'Username;Department\na;Sales\nb;IT (Ben Ito)', []],
])('%s', (_, csv, titles) => {
  expect(proposed(opened(csv))).toEqual(titles)
})

test('what was applied is not proposed again', () => {
  const input = opened(
    'Name;Mail;Land;Employee ID\nKeller, Ana;ana.k@x.example;Österreich;007\nIto, Ben;ben.i@x.example;DE;8\nDahl, Cleo;cleo.d@x.example;;009',
  )
  let { set } = input
  for (const { step } of proposedSteps(input)) {
    const change = bulkChange(set, { id: 'b', title: '', parts: stepParts(step, { set, source: input.source }) })
    if (change !== null) set = withBulk(set, change, 'do')
  }
  expect(proposed({ ...input, set })).toEqual([])
})

test('usernames are only offered where most users are in JumpCloud already', () => {
  const csv = 'First name;Last name;Email\nAna;Keller;ana.k@x.example\nBen;Ito;ben.i@x.example'
  expect(proposed(opened(csv))).toEqual(['Make usernames'])
  expect(proposed(opened(csv, { isKnownUser: (text) => text.startsWith('ana') || text.startsWith('ben') }))).toEqual(['? Make usernames'])
})

test('a number in international form is written by the country of its row', () => {
  const toE164 = (text: string, country: string) => `${country} ${text}`
  const input = opened('Username;Mobile;Country\na;0171 123;Germany\nb;512 345;PL\nc;303 555;', { toE164 })
  const [, phones] = proposedSteps(input)
  expect(phones).toMatchObject({ isSure: true, step: { transform: { kind: 'phones', countryFrom: { kind: 'field', field: 'addresses.work.country' } } } })
  const parts = phones === undefined ? [] : stepParts(phones.step, { ...input, toE164 })
  expect(['0171 123', '512 345'].map((text, at) => parts[0]?.change(at + 1, text))).toEqual(['DE 0171 123', 'PL 512 345'])
})

test('a name that is split is shown with what it was, and the display name is turned round', () => {
  const [split, turned] = proposedSteps(opened('Name;Mail\nKeller, Dr. Ana;ana@x.example\nBen van Dyk;ben@x.example'))
  expect(split?.samples).toEqual([
    { row: 1, before: '', after: 'Ana · Keller', from: 'Keller, Dr. Ana' },
    { row: 2, before: '', after: 'Ben · van Dyk', from: 'Ben van Dyk' },
  ])
  expect(turned).toMatchObject({ isSure: true, samples: [{ row: 1, before: 'Keller, Dr. Ana', after: 'Dr. Ana Keller' }] })
})

test.each([
  [
    'other numbers of the column',
    'Username;Mobile\na;0171 1234567\nb;+49 171 1234568\nc;0049 171 1234569',
    'DE',
    true,
    /^By the numbers with a country code, the country is Germany\.$/,
  ],
  ['numbers of another column', 'Username;Mobile;Work phone\na;0171 1234567;+43 1 234567\nb;0171 12;+43 1 234568', 'AT', true, /the country is Austria/],
  [
    'headers',
    'Benutzername;Vorname;Nachname;Telefon\na;Ana;Keller;030 1234567',
    'DE',
    false,
    /^By the German headers, the country is Germany\. Check it first\.$/,
  ],
  ['headers beside countries that cannot be read', 'Vorname;Nachname;Telefon;Land\nAna;Keller;030 1234567;x', 'DE', false, /German headers/],
  ['emails', 'Username;Email;Mobile\na;a@x.fr;06 12 34 56 78\nb;b@x.fr;06 12 34 56 79', 'FR', false, /^By the emails, the country is France/],
  ['their form', 'Username;Mobile\na;(415) 555-0138\nb;303.555.0101', 'US', false, /^By the form of the numbers, the country is United States/],
])('numbers without a country code are taken for those of a country by %s', (_, csv, country, isSure, why) => {
  const toE164 = (text: string, of: string) => `${of} ${text}`
  const found = proposedSteps(opened(csv, { toE164 })).find(({ step }) => step.kind === 'transform' && step.transform.kind === 'phones')
  expect(found).toMatchObject({ isSure, step: { transform: { country, countryFrom: null } }, why: expect.stringMatching(why) })
})

test('the country is that of the directory, and is asked where nothing tells it', () => {
  const csv = 'Username;Mobile\na;0171 1234567\nb;0171 1234568'
  const phones = (help: Partial<ProposalInput>) => proposedSteps(opened(csv, { toE164: (text, of) => (of === '' ? null : `${of} ${text}`), ...help }))
  expect(phones({ countries: ['CH', 'CH', 'CH', 'CH', 'AT', 'CH'] })).toMatchObject([{ isSure: false, step: { transform: { country: 'CH' } } }])
  expect(phones({ countries: ['XX', 'XX', 'XX', 'XX', 'XX'], toE164: () => null })).toMatchObject([{ change: null, step: { transform: { country: '' } } }])
  expect(proposedSteps(opened('Username;Mobile\na;112\nb;x 12', { toE164: () => null }))).toEqual([])
  expect(phones({})).toMatchObject([{ isSure: false, change: null, step: { transform: { country: '' } } }])
})

test('repairs of the last file find their cells again, whatever rows they are in, and touch no other', () => {
  const remembered: Step[] = [
    { kind: 'repair', cause: 'nothing', field: 'department' },
    { kind: 'repair', cause: 'word', field: 'state', words: new Map([['On leave', 'SUSPENDED']]) },
    { kind: 'repair', cause: 'padding', field: 'jobTitle' },
  ]
  const input = opened('Username;Department;State;Job title\na;N/A;ACTIVATED;x\nb;Sales;On leave;y\nc;IT;Active;n/a', { remembered })
  const found = proposedSteps(input).filter(({ isRemembered }) => isRemembered)
  expect(found.map(({ step }) => titleOf(step))).toEqual(['Blank the cells in Department', 'Replace words in State'])
  let { set } = input
  for (const { step } of found) {
    const change = bulkChange(set, { id: 'b', title: '', parts: stepParts(step, { set, source: input.source }) })
    if (change !== null) set = withBulk(set, change, 'do')
  }
  expect(['r1', 'r2', 'r3'].map((key) => findRow(set.rows, key)?.cells)).toEqual([
    ['a', '', 'ACTIVATED', 'x'],
    ['b', 'Sales', 'SUSPENDED', 'y'],
    ['c', 'IT', 'Active', 'n/a'],
  ])
})

test.each([
  ['Status', 'Aktiv', 'Inaktiv'],
  ['Status', 'Active', 'Terminated'],
  ['Statut', 'Actif', 'Inactif'],
  ['Estado', 'Activo', 'Inactivo'],
  ['Stato', 'Attivo', 'Cessato'],
  ['Situação', 'Ativo', 'Desligado'],
  ['Status', 'Actief', 'Uit dienst'],
  ['Status', 'Aktywny', 'Zwolniony'],
  ['Account', 'Enabled', 'Disabled'],
  ['Active', 'Yes', 'No'],
  ['Terminated', 'No', 'Yes'],
])('“%s” is no field by itself, and mapped to State its values are proposed as states: %s and %s', (header, stays, leaves) => {
  const { source, mapping } = opened(`Username;${header}\na;${stays}\nb;${leaves}\nc;${stays}`)
  const { target, why } = mapping[1] ?? {}
  expect([target?.kind, why]).toEqual(['unmapped', 'Says who stays and who leaves. Map it to State to change states in JumpCloud'])
  const chosen = mapping.map((each): ColumnMapping => (each.column === 1 ? { ...each, target: { kind: 'field', field: 'state' } } : each))
  const { rows: set } = applyMapping(source, chosen)
  const [proposal] = proposedSteps({ set, source, mapping: chosen, remembered: [] })
  expect(proposal).toMatchObject({ isSure: true })
  const parts = proposal === undefined ? [] : stepParts(proposal.step, { set, source })
  expect([stays, leaves].map((text, at) => parts[0]?.change(at + 1, text))).toEqual(['ACTIVATED', 'SUSPENDED'])
})

test('a word that is no state is named, and each word is shown once', () => {
  const [states] = proposedSteps(opened('Username;State\na;Active\nb;Active\nc;On leave\nd;Terminated\ne;STAGED'))
  expect(states?.why).toBe('JumpCloud has the states ACTIVATED, SUSPENDED and STAGED. Choose what “On leave” becomes under Change.')
  expect(states?.samples.map(({ before, after }) => [before, after])).toEqual([
    ['Active', 'ACTIVATED'],
    ['Terminated', 'SUSPENDED'],
  ])
})

test('states as JumpCloud has them, and what no state is, are left as they are', () => {
  expect(proposed(opened('Username;State\na;ACTIVATED\nb;suspended'))).toEqual([])
  const { mapping } = opened('Username;operation\na;update\nb;DELETE\nc;create')
  expect(mapping[1]).toMatchObject({ target: { kind: 'unmapped' }, why: 'Says what to do with a row. Bulk jobs do not follow it' })
})

test('lost zeros are told by the column, and where only the directory has them by the directory', () => {
  expect(lostZeros(['00012', '00413', '414', '00415'])).toEqual({ usual: 5, shorter: 1, isSure: true })
  expect(lostZeros(['00123', '123', '00124', '125'])).toEqual({ usual: 5, shorter: 2, isSure: true })
  expect(lostZeros(['80331', '1067', '50667', '10115'])).toEqual({ usual: 5, shorter: 1, isSure: false })
  expect(lostZeros(['1', '22', '333', '4444'])).toBeNull()
  expect(lostZeros(['12', '13', '14'])).toBeNull()
  const known = new Set(['000123', '000124', '120000'])
  expect(zerosOfDirectory(['123', '124', '777'], known)).toEqual({ usual: 6, shorter: 3, isSure: true })
  expect(zerosOfDirectory(['123', '777', '778', '779'], known)).toBeNull()
  expect(zerosOfDirectory(['120000', '1234567'], known)).toBeNull()
  expect(proposed(opened('Username;Employee ID\na;123\nb;124', { employeeIdentifiers: known }))).toEqual(['Leading zeros in Employee identifier'])
})

test('a proposal counts the cells that it leaves as they are', () => {
  const toE164 = (text: string) => (text.startsWith('0') ? `+49${text.slice(1)}` : null)
  const found = proposedSteps(
    opened('Username;Mobile;Land\na;0171 1234567;Deutschland\nb;0171 1234568;Deutschland\nc;0171 1234569;Deutschland\nd;99 1234;Deutschland', { toE164 }),
  )
  expect(found.map(({ step, unsolved }) => [titleOf(step), unsolved])).toContainEqual(['International numbers in Mobile phone', 1])
})
