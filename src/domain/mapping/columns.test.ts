/** Columns are understood by their values and the directory, kept by their header, and say what a blank means and what becomes of a row. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clearMark } from '../fields/clear.ts'
import { packTable } from '../packed/packed-table.ts'
import { actionColumns, alikeValues, askedColumns, leavingRows, valuesOf } from './action-columns.ts'
import { applyMapping } from './apply.ts'
import { countClears } from './blanks.ts'
import { directoryValues, keptValues, mergedValues } from './directory-values.ts'
import { guessMapping } from './guess.ts'
import { readListCell } from './list-cells.ts'
import type { ColumnMapping } from './model.ts'
import { readRecipe, recipeColumns, recipeText, rememberedFrom } from './recipe.ts'

const tableOf = (headers: string[], ...rows: string[][]) => packTable({ headers, rows, lines: rows.map((_, index) => index + 2) })
const fieldsOf = (mapping: readonly ColumnMapping[]) => mapping.map(({ target }) => (target.kind === 'field' ? target.field : target.kind))

test('addresses are the email whatever the column is called, and the part before the @ the username', () => {
  const rows = [
    ['ana', 'ana@acme.example'],
    ['ben', 'ben@acme.example'],
  ]
  expect(fieldsOf(guessMapping(['Spalte 7', 'XY'], rows))).toEqual(['username', 'email'])
  expect(fieldsOf(guessMapping(['User Name', 'Office Number'], [['ana@acme.example', 'B-201']]))).toEqual(['email', 'unmapped'])
})

test('columns without a name are first and last name where the emails are made of them', () => {
  const rows = [
    ['Ana', 'ana.keller@acme.example', 'Keller'],
    ['Jörg', 'joerg.van-dyk@acme.example', 'van Dyk'],
    ['Cleo', 'cleo.dahl@acme.example', 'Dahl'],
  ]
  expect(fieldsOf(guessMapping(['A', 'B', 'C'], rows))).toEqual(['firstname', 'email', 'lastname'])
  const others = rows.map(([first = '', email = ''], at) => [first, email, ['Sales', 'IT', 'Keller'][at] ?? ''])
  expect(fieldsOf(guessMapping(['A', 'B', 'C'], others))).toEqual(['firstname', 'email', 'unmapped'])
})

test('of several columns for the manager, the one that says it without doubt is taken', () => {
  const rows = [
    ['', '', ''],
    ['Ana Keller', 'ana@x.example', 'E1'],
  ]
  expect(fieldsOf(guessMapping(['Manager', 'Reports to email', 'Manager ID'], rows))).toEqual(['unmapped', 'manager', 'unmapped'])
  expect(
    fieldsOf(
      guessMapping(
        ['Manager', 'Manager ID'],
        rows.map(([name = '', , id = '']) => [name, id]),
      ),
    ),
  ).toEqual(['unmapped', 'manager'])
})

test('departments and managers of an earlier visit give a column away, and nobody else is kept of it', () => {
  const boss = { id: '1'.repeat(24), username: 'boss', email: 'boss@x.example', firstname: 'Bo', lastname: 'Ss' }
  const users = [boss, { id: '2'.repeat(24), username: 'ana', email: 'ana@x.example', employeeIdentifier: '007', department: 'Sales', manager: boss.id }]
  const read = directoryValues(users)
  if (read === null) throw new Error('Nothing was read.')
  const kept = keptValues(read)
  const all = JSON.stringify(kept, (_, value: unknown) => (value instanceof Set ? [...(value as Set<string>)] : value))
  expect([all.includes('"ana"'), all.includes('007'), all.includes('"boss"')]).toEqual([false, false, true])
  const rows = [
    ['u1', 'Sales', 'boss'],
    ['u2', 'sales', 'boss'],
  ]
  expect(fieldsOf(guessMapping(['Username', 'K', 'M'], rows, { directory: mergedValues(null, kept) }))).toEqual(['username', 'department', 'manager'])
  expect(mergedValues(read, kept)).toEqual(read)
})

test('the address of an emergency contact is nobody’s email, even where it is the only one', () => {
  expect(fieldsOf(guessMapping(['Username', 'Emergency contact'], [['ana', 'mum@home.example']]))).toEqual(['username', 'unmapped'])
})

test('a column headed K that holds departments is the department, and one with names of users the manager', () => {
  const users = ['Sales', 'People', 'Finance'].map((department, at) => ({
    id: String(at).repeat(24),
    username: `u${at}`,
    firstname: `F${at}`,
    lastname: `L${at}`,
    department,
  }))
  const rows = [
    ['a@x.example', 'Sales', 'F0 L0'],
    ['b@x.example', 'people', 'L1, F1'],
    ['c@x.example', 'Sales', 'F0 L0'],
  ]
  expect(fieldsOf(guessMapping(['Email', 'K', 'M'], rows, { directory: directoryValues(users) }))).toEqual(['email', 'department', 'manager'])
  expect(fieldsOf(guessMapping(['Email', 'K', 'M'], rows))).toEqual(['email', 'unmapped', 'unmapped'])
})

test('of two columns for one field, the better by values is taken, and the other says so', () => {
  const mapping = guessMapping(
    ['E-Mail', 'Email address'],
    [
      ['', 'ana@acme.example'],
      ['', 'ben@acme.example'],
    ],
  )
  expect(fieldsOf(mapping)).toEqual(['ignored', 'email'])
  expect(mapping[0]?.why).toBe('“Email address” is already Company email')
})

test('a header that names an identifier is not one where its values are something else', () => {
  expect(
    fieldsOf(
      guessMapping(
        ['Email', 'Employee ID', 'Username'],
        [
          ['yes', '2026-01-01', 'Ana Keller'],
          ['no', '2026-02-01', 'Ben Ito'],
        ],
      ),
    ),
  ).toEqual(['unmapped', 'unmapped', 'displayname'])
})

test('a remembered header keeps its field where columns are added or moved, and passwords are never remembered', () => {
  const before = guessMapping(['Colour', 'Username', 'Password'], [])
  const chosen = before.map((each): ColumnMapping => (each.header === 'Colour' ? { ...each, target: { kind: 'field', field: 'department' } } : each))
  const columns = recipeColumns(chosen)
  expect(columns.map(({ header }) => header)).toEqual(['Colour', 'Username'])
  const remembered = rememberedFrom([{ id: '', name: '', savedAt: 0, columns }])
  const mapping = guessMapping(['New', 'Username', 'COLOUR'], [], { remembered })
  expect(fieldsOf(mapping)).toEqual(['unmapped', 'username', 'department'])
  expect(mapping[2]?.why).toBe('Mapped like this last time')
})

test('a recipe is read as it was saved, and a file that is none is refused with a sentence', () => {
  const columns = recipeColumns([
    { column: 0, header: 'Dept', target: { kind: 'field', field: 'department' }, why: '', blanks: { clearsBlank: true, clearWord: 'n/a' } },
  ])
  expect(readRecipe(recipeText({ id: 'x', name: 'HR', savedAt: 1, columns }))).toEqual({ kind: 'read', name: 'HR', columns, steps: [] })
  for (const text of ['', '[]', '{"format":"rollcall-recipe","version":2}', '{"format":"rollcall-recipe","version":1,"name":"x","columns":[{"header":"a"}]}'])
    expect(readRecipe(text).kind).toBe('unreadable')
  const secret = recipeText({ id: 'x', name: 'HR', savedAt: 1, columns: [{ header: 'Start', occurrence: 1, target: { kind: 'field', field: 'password' } }] })
  expect(readRecipe(secret)).toEqual({ kind: 'read', name: 'HR', columns: [], steps: [] })
})

test('blanks and a word clear where that was chosen, as many cells as were counted, and nothing else changes', () => {
  const cell = fc.constantFrom('', ' ', 'Sales', 'n/a', 'N/A ', 'x')
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), cell, cell)), fc.boolean(), (rows, clearsBlank) => {
      const table = tableOf(['Username', 'Department', 'Job title'], ...rows)
      const blanks = { clearsBlank, clearWord: 'n/a' }
      const mapping = guessMapping(table.headers, []).map((each) => (each.header === 'Department' ? { ...each, blanks } : each))
      const made = applyMapping(table, mapping).rows.rows.map(({ cells }) => cells)
      const counts = countClears(table, 1, 'n/a')
      expect(made.filter((cells) => cells[1] === clearMark).length).toBe(counts.words + (clearsBlank ? counts.blanks : 0))
      made.forEach((cells, at) =>
        expect([cells[0], cells[2], cells[1] === clearMark ? rows[at]?.[1] : cells[1]]).toEqual([rows[at]?.[0], rows[at]?.[2], rows[at]?.[1]]),
      )
    }),
  )
})

test('a field that cannot be cleared is never cleared', () => {
  const table = tableOf(['Username', 'Email'], ['ana', ''])
  const mapping = guessMapping(table.headers, []).map((each) => ({ ...each, blanks: { clearsBlank: true, clearWord: '' } }))
  expect([...applyMapping(table, mapping).rows.rows][0]?.cells).toEqual(['ana', ''])
})

test.each([
  ['operation', ['create', 'delete', 'DELETE'], [1, 2]],
  ['Maßnahme', ['Neu', 'Löschen', 'Ändern'], [1]],
  ['Status', ['Active', 'Terminated', 'On Leave'], [1]],
  ['What now', ['joiner', 'leaver', 'mover'], [1]],
  ['Terminated', ['no', 'yes', ''], [1]],
  ['Active', ['TRUE', 'FALSE', 'TRUE'], [1]],
  ['Account disabled?', ['No', 'Yes', 'no'], [1]],
  ['Block credential', ['False', 'True', ''], [1]],
  ['What to do', ['Hire', 'LEAVER ', 'Leaver - 30 Nov', 'No change'], [1, 2]],
  ['Termination date', ['', '31.01.2024', '2099-01-31', '01/31/2024', '02/03/2024'], [1, 3, 4]],
  ['Last working day', ['2020-05-01', 'not yet'], []],
  ['Event reason', ['Involuntary Termination', 'New Hire', 'Data Change', 'Termination rescinded'], [0]],
  ['Event reason', ['Dismissed without notice', 'Involuntary termination - no rehire', 'No termination'], [0, 1]],
  ['op', ['-', '+', '~'], [0]],
  ['Contract status', ['Running', 'Ended', ''], [1]],
  ['Sign-in allowed', ['Yes', 'No'], [1]],
  ['userAccountControl', ['512', '514', '66050'], [1, 2]],
  ['Kündigung zum', ['31.01.2024', '', '31.12.2099'], [0]],
  ['Contract end date', ['2024-01-31', '2099-01-31'], [0]],
  ['Status', ['Anställd', 'Slutat', 'Fratrådt'], [1, 2]],
  ['Статус', ['Активен', 'Уволен'], [1]],
  ['Status', ['-', 'Active', 'Not terminated'], []],
  ['Hire date', ['2020-05-01', ''], []],
  ['Notes', ['hello', 'left', 'deleted his account twice'], []],
])('“%s” holds the rows that say a user goes', (header, values, rows) => {
  const table = tableOf(['Username', header], ...values.map((value, at) => [`u${at}`, value]))
  const mapping = guessMapping(table.headers, []).map((each): ColumnMapping => (each.header === header ? { ...each, target: { kind: 'unmapped' } } : each))
  expect(leavingRows(table, actionColumns(table, mapping)).map(({ row }) => row)).toEqual(rows)
})

test('a column that was mapped to State after its leavers were excluded is still asked about, and one that was State from the start is not', () => {
  const table = tableOf(['Username', 'Status'], ['ana', 'Aktiv'], ['ben', 'Inaktiv'])
  const guessed = guessMapping(table.headers, [])
  const held = leavingRows(table, actionColumns(table, guessed))
  const chosen = guessed.map((each): ColumnMapping => (each.column === 1 ? { ...each, target: { kind: 'field', field: 'state' } } : each))
  const asked = (mapping: readonly ColumnMapping[], heldBack: typeof held) =>
    askedColumns(table, mapping, heldBack).map(({ header, isState }) => [header, isState])
  expect(held.map(({ row }) => row)).toEqual([1])
  expect([asked(guessed, held), asked(chosen, held), asked(chosen, [])]).toEqual([[['Status', false]], [['Status', true]], []])
})

test('headers that are exchanged are to be checked, by what the emails say', () => {
  const confidence = (headers: string[], ...rows: string[][]) => guessMapping(headers, rows).map((each) => [each.confidence, each.why.includes('exchanged')])
  const headers = ['Username', 'Email', 'First name', 'Last name']
  const swapped = confidence(
    headers,
    ['zek', 'zoe.ek@x.example', 'Ek', 'Zoë'],
    ['yli', 'yan.li@x.example', 'Li', 'Yan'],
    ['uro', 'uma.roe@x.example', 'Roe', 'Uma'],
  )
  expect(swapped.slice(2)).toEqual([
    ['unsure', true],
    ['unsure', true],
  ])
  const right = confidence(headers, ['zek', 'zoe.ek@x.example', 'Zoë', 'Ek'], ['yli', 'li.yan@x.example', 'Yan', 'Li'], ['uro', 'uma@x.example', 'Uma', 'Roe'])
  expect(right.some(([, isSwapped]) => isSwapped)).toBe(false)
  const mails = ['Username', 'Work email', 'Personal email']
  expect(confidence(mails, ['z', 'z@gmail.com', 'z@x.example'], ['y', 'y@gmx.de', 'y@x.example']).slice(1)).toEqual([
    ['unsure', true],
    ['unsure', true],
  ])
  expect(confidence(mails, ['z', 'z@x.example', 'z@gmail.com'], ['y', 'y@x.example', 'y@gmx.de']).some(([, isSwapped]) => isSwapped)).toBe(false)
})

test('a number whose kind stands beside it is of that kind, or of none', () => {
  const rows = (kind: string) => [
    ['ana', kind, '+49301234'],
    ['ben', kind, '+49305678'],
  ]
  expect(fieldsOf(guessMapping(['Username', 'Type', 'Phone number'], rows('home')))[2]).toBe('unmapped')
  expect(fieldsOf(guessMapping(['Username', 'Type', 'Phone number'], rows('work')))[2]).toBe('phoneNumbers.work')
  expect(fieldsOf(guessMapping(['Username', 'Type', 'Mobile'], rows('mobile')))[2]).toBe('phoneNumbers.mobile')
})

test('states of employment are no regions', () => {
  const target = (...values: string[]) =>
    fieldsOf(
      guessMapping(
        ['username', 'State'],
        values.map((value, at) => [`u${at}`, value]),
      ),
    )[1]
  expect(target('Angestellt', 'Ausgetreten', 'On leave')).toBe('unmapped')
  expect(target('Garden leave', 'Probation')).toBe('unmapped')
  expect(target('Bavaria', 'Berlin')).toBe('addresses.work.region')
  expect(target('CA', 'DE', 'IN')).toBe('addresses.work.region')
  expect(target('Active', 'Ausgeschieden')).toBe('state')
})

test('lists of JumpCloud are read from JSON and PowerShell, and never sent as text', () => {
  const phones = [
    ['phoneNumbers.work', '+1; 2=3'],
    ['phoneNumbers.mobile', '+49 1'],
  ]
  expect(readListCell('phoneNumbers', '[{"type":"work","number":"+1; 2=3"},{"type":"mobile","number":"+49 1"}]')).toMatchObject({ values: phones })
  expect(readListCell('phoneNumbers', '@{type=work; number=+1; 2=3} @{type=mobile; number=+49 1}')).toMatchObject({ values: phones })
  expect(readListCell('attributes', '[{"name":"cost-center","value":"1"}]')).toMatchObject({
    values: [],
    problems: [expect.stringContaining('letters and digits')],
  })
  for (const text of ['System.Object[]', '[{"type":', '[1,2]', 'plain']) expect(readListCell('addresses', text).kind).toBe('unreadable')
  const table = tableOf(['username', 'attributes', 'mfa'], ['ana', '[{"name":"badge","value":"7"}]', '@{configured=True}'], ['ben', 'null', ''])
  const { rows } = applyMapping(table, guessMapping(table.headers, [['ana', '[{"name":"badge","value":"7"}]', '@{configured=True}']]))
  expect([rows.columns, [...rows.rows].map(({ cells }) => cells)]).toEqual([
    ['username', 'attributes.badge'],
    [
      ['ana', '7'],
      ['ben', ''],
    ],
  ])
  expect(fieldsOf(guessMapping(['username', 'phoneNumbers', 'Department'], [['ana', 'System.Object[]', '@{a=1}']]))).toEqual([
    'username',
    'not-sent',
    'not-sent',
  ])
})

test('a remembered header never gives one attribute to another that only case tells apart', () => {
  const mapped = (...headers: string[]) => guessMapping(headers, [])
  const remembered = rememberedFrom([{ id: 'r', name: '', savedAt: 0, columns: recipeColumns(mapped('username', 'attributes.TShirt', 'attributes.tshirt')) }])
  const again = guessMapping(['username', 'attributes.tshirt', 'attributes.TShirt', 'Attributes.tshirt'], [], { remembered })
  expect(fieldsOf(again).slice(0, 3)).toEqual(['username', 'attributes.tshirt', 'attributes.TShirt'])
  const alone = rememberedFrom([{ id: 'r', name: '', savedAt: 0, columns: recipeColumns(mapped('attributes.badge')) }])
  expect(fieldsOf(guessMapping(['attributes.Badge'], [], { remembered: alone }))).toEqual(['attributes.Badge'])
  expect(fieldsOf(guessMapping(['attributes.badge'], [], { remembered: alone }))).toEqual(['attributes.badge'])
})

test('numbers whose kind stands in another column are mapped to none, unless their header says the kind', () => {
  const rows = [
    ['mia@x.example', 'work', '030 1'],
    ['noa@x.example', 'Mobile', '0170 2'],
  ]
  expect(fieldsOf(guessMapping(['Email', 'type', 'phone'], rows))).toEqual(['email', 'unmapped', 'unmapped'])
  expect(fieldsOf(guessMapping(['Email', 'type', 'Mobile phone'], rows))[2]).toBe('phoneNumbers.mobile')
  const [, , phone] = guessMapping(['Email', 'type', 'phone'], rows)
  expect(phone?.why).toContain('The kind of each number stands in “type”')
})

test('values of a status that differ in case only are one value, called as most rows call it', () => {
  const rows = ['Aktiv', 'aktiv', 'Inaktiv', 'Aktiv', 'INAKTIV', ''].map((cell) => [cell])
  const table = packTable({ headers: ['Status'], rows, lines: rows.map((_, at) => at + 2) })
  expect(alikeValues(valuesOf(table, 0) ?? [])).toEqual([
    { value: 'Aktiv', rows: [0, 1, 3] },
    { value: 'Inaktiv', rows: [2, 4] },
    { value: '', rows: [5] },
  ])
})

test('a row that is excluded says why, and that nobody can be deleted only where that was asked for', () => {
  const rows = [
    ['ana', 'DELETE'],
    ['ben', 'Inaktiv'],
  ]
  const table = packTable({ headers: ['Username', 'Status'], rows, lines: [2, 3] })
  const mapping = guessMapping(table.headers, rows)
  expect(leavingRows(table, actionColumns(table, mapping)).map(({ message }) => message)).toEqual([
    '“Status” says “DELETE”, so the row is excluded: bulk jobs cannot delete users. Suspend the user in a draft for leavers, or include the row.',
    '“Status” says “Inaktiv”, so the row is excluded as that of a user who leaves. Suspend the user in a draft for leavers, or include the row.',
  ])
})
