/** User exports as twelve products write them go from drop to no errors by what is proposed and by Fix all, in few actions. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bulkChange, withBulk } from '#domain/draft/bulk.ts'
import { combinedParts } from '#domain/issues/fix-group.ts'
import { proposedSteps, stepParts, titleOf } from '#domain/issues/proposed-steps.ts'
import { repairs } from '#domain/issues/repairs/repair.ts'
import { validateRows } from '#domain/issues/validate.ts'
import { actionColumns, leavingRows } from '#domain/mapping/action-columns.ts'
import { applyMapping } from '#domain/mapping/apply.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { rowKey, rowNumber } from '#domain/packed/packed-rows.ts'
import { packTable } from '#domain/packed/packed-table.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { Purpose, RowSet } from '#domain/packed/row.ts'
import { loadPhoneNumbers } from '../phones/phone-numbers.ts'
import { collectTable, readTable } from './read-table.ts'

interface Export {
  readonly file: string
  /** Where the form of headers and values is from. */
  readonly source: string
  readonly purpose: Purpose
  /** Fields that an administrator expects to find, of columns and of what is proposed. */
  readonly fields: string
  /** Rows that say that the user has left. */
  readonly leavers: number
  /** Proposals that have to be decided first. */
  readonly asked: readonly string[]
  /** The second row in the end. */
  readonly second: Readonly<Record<string, string>>
}

const second = { firstname: 'Björn', lastname: 'Sørensen', email: 'bjorn.sorensen@acme.example', username: 'bjorn.sorensen' }
const names = 'firstname lastname email username jobTitle department manager'

const exports: readonly Export[] = [
  {
    file: 'google-workspace',
    source: 'Google Workspace Admin, Users > Download users, all user info columns; “Status [READ ONLY]” is Active or Suspended',
    purpose: 'create',
    fields: `${names} employeeIdentifier employeeType costCenter phoneNumbers.mobile`,
    leavers: 2,
    asked: [],
    second: { ...second, manager: 'anna.keller@acme.example', 'phoneNumbers.work': '+491512345611' },
  },
  {
    file: 'okta',
    source: 'Okta help, Import people from a CSV file: base attributes of the template; status words of the Users API',
    purpose: 'create',
    fields: `${names} employeeIdentifier costCenter addresses.work.region addresses.work.country`,
    leavers: 2,
    asked: [],
    second: { ...second, employeeIdentifier: '001047', 'phoneNumbers.mobile': '+491512345601', manager: 'anna.keller@acme.example' },
  },
  {
    file: 'entra',
    source: 'Microsoft Entra admin center, Users > Download users (users-bulk-download); accountEnabled is True or False',
    purpose: 'create',
    fields: 'firstname lastname email username jobTitle department company addresses.work.country',
    leavers: 2,
    asked: [],
    second: { ...second, 'addresses.work.country': 'DE', 'addresses.work.region': 'Berlin', 'phoneNumbers.mobile': '+491512345601' },
  },
  {
    file: 'microsoft-365',
    source: 'Microsoft 365 admin center, Active users > Export users; “Block credential” is True for a blocked sign-in',
    purpose: 'create',
    fields: 'firstname lastname email username jobTitle department location',
    leavers: 2,
    asked: [],
    second: { ...second, 'addresses.work.country': 'DE', 'phoneNumbers.mobile': '+491512345601' },
  },
  {
    file: 'bamboohr',
    source: 'BambooHR, employee directory report exported as CSV; dates as MM/DD/YYYY, names as “Last name, First name”',
    purpose: 'create',
    fields: `${names} employeeIdentifier alternateEmail`,
    leavers: 2,
    asked: [],
    second: { ...second, displayname: 'Björn Sørensen', 'addresses.work.country': 'DE', 'phoneNumbers.mobile': '+491512345601' },
  },
  {
    file: 'workday',
    source: 'Workday custom report, delivered worker fields; supervisory organizations carry their manager in brackets',
    purpose: 'create',
    fields: `${names} employeeIdentifier costCenter company employeeType`,
    leavers: 1,
    asked: [],
    second: { ...second, department: 'Sales', employeeIdentifier: '00001047', manager: '00001040', 'phoneNumbers.work': '+493012345611' },
  },
  {
    file: 'personio',
    source: 'Personio, employee list export in German: semicolons, DD.MM.YYYY, status Aktiv, Onboarding, Elternzeit, Inaktiv',
    purpose: 'create',
    fields: `${names} employeeIdentifier employeeType costCenter location`,
    leavers: 3,
    asked: [],
    second: { ...second, employeeIdentifier: '01047', 'addresses.work.country': 'DE', 'phoneNumbers.mobile': '+4915123456101' },
  },
  {
    file: 'hibob',
    source: 'HiBob, people report exported as CSV; lifecycle status Employed, Hired, Garden leave, Parental leave, Terminated',
    purpose: 'create',
    fields: `${names} employeeIdentifier location employeeType`,
    leavers: 3,
    asked: [],
    second: { ...second, manager: 'anna.keller@acme.example', 'addresses.work.country': 'DE' },
  },
  {
    file: 'adp',
    source: 'ADP Workforce Now, custom report; names in capitals, numbers filled with zeros, position status Active, Leave, Terminated',
    purpose: 'create',
    fields: `${names} employeeIdentifier addresses.work.region location`,
    leavers: 3,
    asked: ['International numbers in Mobile phone'],
    second: { ...second, manager: 'A0001040B', 'phoneNumbers.mobile': '+13035550101' },
  },
  {
    file: 'rippling',
    source: 'Rippling, employee report with “Employee - ” before its columns; one hire has no work email yet',
    purpose: 'create',
    fields: `${names} employeeIdentifier employeeType location`,
    leavers: 4,
    asked: ['Combine into Company email'],
    second: { ...second, manager: 'anna.keller@acme.example', 'addresses.work.country': 'DE' },
  },
  {
    file: 'gusto',
    source: 'Gusto, employee summary report; phones of ten digits, no country',
    purpose: 'create',
    fields: `${names} alternateEmail addresses.home.locality`,
    leavers: 1,
    asked: ['International numbers in Work phone'],
    second: { ...second, 'phoneNumbers.work': '+13035550101' },
  },
  {
    file: 'get-jcuser',
    source: 'JumpCloud PowerShell module, Get-JCUser | Export-Csv: booleans as True, lists as System.Object[]',
    purpose: 'update',
    fields: `${names} id employeeIdentifier state sudo unix_uid`,
    leavers: 0,
    asked: [],
    second: { ...second, id: '5f1b2c3d4e5f6a7b8c9d0001', manager: '5f1b2c3d4e5f6a7b8c9d0000' },
  },
]

/** What has no repair of its own without a choice. */
const asksFirst = new Set(['word', 'date-order'])

function repairedRows(set: RowSet, purpose: Purpose): RowSet {
  const groups = new Map<string, { cause: never; field: string; rows: number[] }>()
  for (const issues of validateRows(set, purpose).values())
    for (const { cause, field, row } of issues) {
      if (cause === undefined || field === null || repairs[cause] === undefined || asksFirst.has(cause)) continue
      const key = `${cause} ${field}`
      groups.set(key, { cause: cause as never, field, rows: [...(groups.get(key)?.rows ?? []), rowNumber(row)] })
    }
  const change = bulkChange(set, { id: 'b', title: '', parts: combinedParts([...groups.values()]) })
  return change === null ? set : withBulk(set, change, 'do')
}

test.each(exports)('$file: $source', async ({ file, purpose, fields, leavers, asked, second: expected }) => {
  const sink = collectTable()
  const reading = await readTable(new Blob([readFileSync(new URL(`../../../e2e/files/exports/${file}.csv`, import.meta.url))]), {}, sink)
  const table = sink.table()
  expect([reading.heldBack, table.rows.length]).toEqual([[], 26])
  const mapping = guessMapping(table.headers, table.rows)
  const source = packTable(table)
  expect(leavingRows(source, actionColumns(source, mapping))).toHaveLength(leavers)
  const left = new Set(leavingRows(source, actionColumns(source, mapping)).map(({ row }) => rowKey(row + 1)))

  let { rows: set } = applyMapping(source, mapping)
  const { toE164 } = await loadPhoneNumbers()
  const proposals = proposedSteps({ set, source, mapping, remembered: [], toE164 })
  expect(proposals.filter(({ isSure }) => !isSure).map(({ step }) => titleOf(step))).toEqual(asked)
  for (const { step } of proposals) {
    const change = bulkChange(set, { id: 'a', title: '', parts: stepParts(step, { set, source, toE164 }) })
    if (change !== null) set = withBulk(set, change, 'do')
  }
  set = repairedRows(set, purpose)

  const errors = [...validateRows(set, purpose)].flatMap(([row, issues]) => (left.has(row) ? [] : issues.filter(({ severity }) => severity === 'error')))
  expect(errors).toEqual([])
  expect(set.columns).toEqual(expect.arrayContaining(fields.split(' ')))
  const row = Object.fromEntries(set.columns.map((column, at) => [column, findRow(set.rows, rowKey(2))?.cells[at] ?? '']))
  expect(row).toMatchObject(expected)
})
