/** Exports of real products, as they write them, are read right with no setting touched, or it is said what could not be known. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guessMapping } from '#domain/mapping/guess.ts'
import { collectTable, readTable } from './read-table.ts'

async function read(name: string) {
  const sink = collectTable()
  const reading = await readTable(new Blob([readFileSync(new URL(`../../../e2e/files/${name}`, import.meta.url))]), {}, sink)
  const table = sink.table()
  const mapping = guessMapping(table.headers, table.rows)
  const fields = mapping.flatMap(({ column, target }) => (target.kind === 'field' ? [[target.field, table.rows.map((cells) => cells[column])] as const] : []))
  const rest = mapping.filter(({ target }) => target.kind !== 'field').map(({ header, target, why }) => ({ header, kind: target.kind, why }))
  return { ...table, reading, fields: Object.fromEntries(fields), rest, notes: reading.notes.join('\n') }
}
const left = (rest: readonly { header: string }[]) => rest.map(({ header }) => header)

test('Excel, English: “CSV UTF-8”', async () => {
  const { reading, fields, rest } = await read('excel-english.csv')
  expect([reading.encoding, reading.delimiter, reading.newline, reading.tokenizer, reading.notes]).toEqual(['UTF-8', ',', '\r\n', 'papaparse', []])
  expect(fields).toEqual({
    firstname: ['Zoë', 'Ben', 'Cleo'],
    lastname: ['Müller', 'Ito', 'Dahl, Jr.'],
    username: ['zoe.mueller', 'ben.ito', 'cleo.dahl'],
    email: ['zoe.mueller@acme.example', 'ben.ito@acme.example', 'cleo.dahl@acme.example'],
    employeeIdentifier: ['00412', '00413', '00414'],
    jobTitle: ['Engineer, Senior', 'Buyer', 'Says "hi"\nto all'],
    department: ['R&D', 'Purchasing', 'Sales'],
    'phoneNumbers.mobile': ['+1 303 555 0101', '+1 303 555 0102', ''],
  })
  expect(left(rest)).toEqual(['Start Date'])
})

test('Excel, German: semicolons in Windows-1252', async () => {
  const { reading, fields, rest, notes } = await read('excel-german.csv')
  expect([reading.encoding, reading.delimiter, reading.tokenizer]).toEqual(['Windows-1252 (Western Europe)', ';', 'papaparse'])
  expect(fields).toMatchObject({
    firstname: ['Jörg', 'Änne'],
    lastname: ['Groß', 'Öztürk'],
    username: ['joerg.gross', 'aenne.oeztuerk'],
    email: ['joerg.gross@acme.example', 'aenne.oeztuerk@acme.example'],
    employeeIdentifier: ['00017', '00018'],
    jobTitle: ['Prüfer', 'Leiterin'],
    department: ['Qualität', 'Einkauf'],
    costCenter: ['4711', '4712'],
    location: ['München', 'Köln'],
    'phoneNumbers.work': ['089 123-45', '0221 99-0'],
    'addresses.work.streetAddress': ['Hauptstraße 1', 'Am Ring 2; Hof'],
    'addresses.work.postalCode': ['80331', '50667'],
    'addresses.work.locality': ['München', 'Köln'],
    'addresses.work.country': ['Deutschland', 'Deutschland'],
  })
  expect(rest).toEqual([])
  expect(notes).toContain('read as Windows-1252')
})

test('Excel, French: semicolons in Windows-1252', async () => {
  const { fields, rest } = await read('excel-french.csv')
  expect(fields).toMatchObject({
    firstname: ['Zoé', 'François'],
    lastname: ['Lefèvre', 'D’Aubigné'],
    username: ['zoe.lefevre', 'francois.daubigne'],
    email: ['zoe.lefevre@acme.example', 'francois.daubigne@acme.example'],
    employeeIdentifier: ['007', '008'],
    jobTitle: ['Développeuse', 'Chef de projet'],
    department: ['Études', 'Achats'],
    'phoneNumbers.mobile': ['06 12 34 56 78', '06 98 76 54 32'],
    'addresses.work.locality': ['Orléans', 'Bœrsch'],
  })
  expect(rest).toEqual([])
})

test('Excel, “Unicode Text”: tabs in UTF-16', async () => {
  const { reading, fields, rest } = await read('excel-unicode.txt')
  expect([reading.encoding, reading.delimiter]).toEqual(['UTF-16, little end first', '\t'])
  expect(fields).toMatchObject({ username: ['zofia.zak', 'li.na'], lastname: ['Żak', '李'], department: ['Księgowość', 'Sales\tEMEA'] })
  expect(rest).toEqual([])
})

test('Numbers: the name of the table above the header, semicolons', async () => {
  const { reading, fields, headers, lines } = await read('numbers.csv')
  expect([reading.delimiter, reading.headerLines, reading.above, reading.blankRows]).toEqual([';', [2], [{ line: 1, text: 'Mitarbeiter' }], 1])
  expect(headers).toEqual(['Benutzername', 'E-Mail', 'Vorname', 'Nachname', 'Abteilung'])
  expect(lines).toEqual([3, 4])
  expect(fields).toMatchObject({ username: ['zoe.mueller', 'ben.ito'], department: ['Forschung', 'Einkauf'] })
})

test('Google Sheets: line ends within cells, none at the end of the file', async () => {
  const { reading, fields, lines, rest } = await read('google-sheets.csv')
  expect([reading.tokenizer, reading.notes, lines]).toEqual(['papaparse', [], [2, 4]])
  expect(fields).toMatchObject({ description: ['line one\nline two', ''], employeeIdentifier: ['0042', '0043'] })
  expect(rest).toEqual([])
})

test('LibreOffice: every text in quotes', async () => {
  const { fields, reading, rest } = await read('libreoffice.csv')
  expect([reading.tokenizer, reading.newline, rest]).toEqual(['papaparse', '\n', []])
  expect(fields).toMatchObject({ lastname: ['Müller', 'O\'Neil "Ben" Ito'], unix_uid: ['5001', '5002'], password_never_expires: ['TRUE', 'FALSE'] })
})

test('Okta: logins that are addresses are not taken for usernames, and “state” is the region', async () => {
  const { fields, rest } = await read('okta.csv')
  expect(fields).toMatchObject({
    email: ['zoe.mueller@acme.example', 'ben.ito@acme.example'],
    firstname: ['Zoë', 'Ben'],
    alternateEmail: ['zoe@home.example', ''],
    jobTitle: ['Engineer', 'Buyer'],
    displayname: ['Zoë Müller', 'Ben Ito'],
    'phoneNumbers.mobile': ['+1 303 555 0101', ''],
    'phoneNumbers.work': ['', '+1 303 555 0102'],
    'addresses.work.region': ['CO', 'CO'],
    'addresses.work.postalCode': ['80301', '80301'],
    employeeType: ['Employee', 'Contractor'],
    employeeIdentifier: ['E412', 'E413'],
  })
  expect(fields).not.toHaveProperty('username')
  expect(rest).toContainEqual({ header: 'login', kind: 'unmapped', why: 'The values are email addresses, and a JumpCloud username has no @' })
})

test('Entra, “Download users”: its ids are not JumpCloud’s', async () => {
  const { fields, rest } = await read('entra.csv')
  expect(fields).toMatchObject({
    email: ['zoe.mueller@acme.example', 'ben.ito@acme.example'],
    displayname: ['Zoë Müller', 'Ben Ito'],
    location: ['Munich HQ', 'Munich HQ'],
    'addresses.work.region': ['Bayern', 'Bayern'],
    'phoneNumbers.work': ['+49 89 123', ''],
    company: ['Acme', 'Acme'],
  })
  expect(fields).not.toHaveProperty('id')
  expect(rest).toContainEqual({ header: 'id', kind: 'unmapped', why: expect.stringContaining('ids of another product') as string })
  expect(left(rest)).toEqual(['userPrincipalName', 'id', 'accountEnabled', 'usageLocation', 'ageGroup', 'createdDateTime'])
})

test('Entra, “Bulk create”: a version line above, and its own names in brackets', async () => {
  const { fields, reading, rest } = await read('entra-bulk-create.csv')
  expect([reading.above, reading.headerLines]).toEqual([[{ line: 1, text: 'version:v1.0' }], [2]])
  expect(fields).toMatchObject({
    email: ['zoe.mueller@acme.example'],
    displayname: ['Zoë Müller'],
    password: ['Start-2026!'],
    firstname: ['Zoë'],
    'addresses.work.region': ['Bayern'],
    location: ['Munich HQ'],
    'phoneNumbers.mobile': ['+49 170 1'],
  })
  expect(rest.map(({ header }) => header)).toEqual(['Block sign in (Yes/No) [accountEnabled] Required', 'Usage location [usageLocation]'])
})

test('Google Workspace: stars are no passwords', async () => {
  const { fields, rest } = await read('google-workspace.csv')
  expect(fields).toMatchObject({
    email: ['zoe.mueller@acme.example', 'ben.ito@acme.example'],
    alternateEmail: ['zoe@private.example', ''],
    'recoveryEmail.address': ['zoe@home.example', ''],
    'addresses.work.streetAddress': ['1 Main St, Boulder, CO 80301', ''],
    employeeIdentifier: ['E412', 'E413'],
    jobTitle: ['Engineer', 'Buyer'],
    manager: ['ben.ito@acme.example', ''],
    costCenter: ['4711', '4712'],
  })
  expect(fields).not.toHaveProperty('password')
  expect(rest).toContainEqual({ header: 'Password [Required]', kind: 'ignored', why: expect.stringContaining('Only asterisks') as string })
})

test('BambooHR: an address without “home” or “work” is assumed, and says so', async () => {
  const { fields, rest, headers, rows } = await read('bamboohr.csv')
  expect(fields).toMatchObject({
    employeeIdentifier: ['412', '413'],
    email: ['zoe.mueller@acme.example', 'ben.ito@acme.example'],
    alternateEmail: ['zoe@home.example', ''],
    'phoneNumbers.work': ['303-555-0001', '303-555-0002'],
    'addresses.work.region': ['CO', 'CO'],
  })
  expect(left(rest)).toEqual(['Division', 'Hire Date', 'Status', 'Work Ext.'])
  expect(guessMapping(headers, rows).find(({ header }) => header === 'City')?.why).toBe('Home or work is not specified: mapped to the work address')
})

test('a report with a title, two header rows and a footer', async () => {
  const { headers, fields, reading, lines } = await read('report.csv')
  expect(headers).toEqual(['Username', 'Email', 'Last name', 'Home City', 'Home Postal code', 'Work City', 'Work Postal code'])
  expect([reading.headerLines, lines]).toEqual([
    [4, 5],
    [6, 7],
  ])
  expect(reading.above.map(({ line }) => line)).toEqual([1, 2])
  expect(reading.below).toEqual([{ line: 9, text: 'Total records: 2' }])
  expect(fields).toMatchObject({ 'addresses.home.locality': ['Bonn', 'Lyon'], 'addresses.work.postalCode': ['10115', '75001'] })
})
