/** Damage is found by its cause, its repair is what its owner would have written, and repairing twice changes nothing more. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../../fields/catalogue.ts'
import { attributeField } from '../../fields/field-lookup.ts'
import type { Cause } from '../../packed/issue.ts'
import { validateRow } from '../validate.ts'
import { repaired, repairs } from './repair.ts'

const issuesOf = (key: string, text: string) => validateRow({ key: 'r1', line: 2, cells: [text] }, [key], null)

test.each<[key: string, before: string, cause: Cause, after: string | undefined]>([
  ['department', 'Sales     ', 'padding', 'Sales'],
  ['department', '\tSales', 'padding', 'Sales'],
  ['username', ' ana.keller', 'padding', 'ana.keller'],
  ['email', 'ana@acme.example  ', 'padding', 'ana@acme.example'],
  ['lastname', '\u00A0Keller', 'padding', 'Keller'],
  ['lastname', 'van\u00A0Dyk', 'no-break', 'van Dyk'],
  ['jobTitle', 'Lead\nEMEA', 'inner-space', 'Lead EMEA'],
  ['department', 'Human  Resources', 'inner-space', 'Human Resources'],
  ['lastname', 'van\tDyk', 'inner-space', 'van Dyk'],
  ['location', 'Berlin \r\n Mitte', 'inner-space', 'Berlin Mitte'],
  ['employeeIdentifier', '00 \t412', 'inner-space', '00 412'],
  ['addresses.work.streetAddress', 'High St 2,\nFloor 3', 'inner-space', 'High St 2, Floor 3'],
  ['addresses.home.streetAddress', 'High St 2\r\nFloor 3', 'inner-space', 'High St 2, Floor 3'],
  ['attributes.desk', 'A  12', 'inner-space', 'A 12'],
  ['username', 'ana\u200Bkeller', 'invisible', 'anakeller'],
  ['email', 'ana@acme.example\u200B', 'invisible', 'ana@acme.example'],
  ['firstname', '\u202EAna', 'direction', 'Ana'],
  ['email', 'ana＠acme.example', 'full-width', 'ana@acme.example'],
  ['department', 'Ｓａｌｅｓ', 'full-width', 'Sales'],
  ['username', '\u0430na', 'look-alike', 'ana'],
  ['username', 'anaж', 'look-alike', undefined],
  ['username', 'o’neil', 'quotes', "o'neil"],
  ['lastname', 'Mu\u0308ller', 'decomposed', 'Müller'],
  ['lastname', 'MÃ¼ller', 'mojibake', 'Müller'],
  ['lastname', 'Oâ€™Neil', 'mojibake', 'O’Neil'],
  ['lastname', 'JÃ¼rgÃ«ns', 'mojibake', 'Jürgëns'],
  ['lastname', 'M?ller', 'mojibake', undefined],
  ['lastname', '?ukasik', 'mojibake', undefined],
  ['department', '????', 'mojibake', undefined],
  ['email', 'm?ller@acme.example', 'mojibake', undefined],
  ['department', 'Sal\u0007es', 'control', 'Sales'],
  ['lastname', 'Mu&ntilde;oz', 'entities', 'Muñoz'],
  ['lastname', 'O&#39;Brien', 'entities', "O'Brien"],
  ['department', 'R&amp;amp;D', 'entities', 'R&D'],
  ['displayname', '&#x674E;', 'entities', '李'],
  ['department', 'null', 'nothing', ''],
  ['location', 'N/A', 'nothing', ''],
  ['jobTitle', '-', 'nothing', ''],
  ['lastname', 'NULL', 'nothing', ''],
  ['employeeIdentifier', '(blank)', 'nothing', ''],
  ['username', '--', 'nothing', ''],
  ['username', '...', 'nothing', ''],
  ['unix_uid', 'NaN', 'nothing', ''],
  ['jobTitle', '#N/A', 'formula-error', ''],
  ['jobTitle', '#BEZUG!', 'formula-error', ''],
  ['jobTitle', '#NOMBRE?', 'formula-error', ''],
  ['department', '#¡REF!', 'formula-error', ''],
  ['costCenter', '#N/D', 'formula-error', ''],
  ['costCenter', '#ССЫЛКА!', 'formula-error', ''],
  ['costCenter', 'Err:502', 'formula-error', ''],
  ['location', 'Loading...', 'formula-error', ''],
  ['department', '#ERROR!', 'formula-error', ''],
  ['department', '=A2', 'formula-error', ''],
  ['department', '=VLOOKUP(A2;Teams!A:C;2;0)', 'formula-error', ''],
  ['jobTitle', '=CONCATENATE(B2," and a text that is longer than the sixty characters of other damage")', 'formula-error', ''],
  ['location', '=HYPERLINK("https://acme.example/berlin","Berlin")', 'formula-text', 'Berlin'],
  ['email', '=HYPERLINK("mailto:ana@acme.example";"ana@acme.example")', 'formula-text', 'ana@acme.example'],
  ['employeeIdentifier', '="00412"', 'formula-text', '00412'],
  ['employeeIdentifier', "'00412", 'formula-text', '00412'],
  ['employeeIdentifier', '1001.0', 'point-zero', '1001'],
  ['phoneNumbers.mobile', '491705550101.0', 'point-zero', '491705550101'],
  ['addresses.work.postalCode', '80331,00', 'point-zero', '80331'],
  ['unix_uid', '5001.0', 'point-zero', '5001'],
  ['phoneNumbers.mobile', '4.91705550101E+11', 'scientific', '491705550101'],
  ['phoneNumbers.mobile', '4.917055501E+11', 'scientific', undefined],
  ['department', 'System.Object[]', 'object', ''],
  ['department', '@{configured=True; exclusion=False}', 'object', ''],
  ['department', '[object Object]', 'object', ''],
  ['phoneNumbers.mobile', '[{"id":"1","number":"+49 170 5550101","type":"mobile"}]', 'object', '+49 170 5550101'],
  ['phoneNumbers.mobile', '[]', 'object', ''],
  ['manager', 'CN=Keller\\, Ana,OU=Sales,DC=acme,DC=example', 'path', 'Keller, Ana'],
  ['department', 'acme.example/Berlin/Sales', 'path', 'Sales'],
  ['username', 'ACME\\ana', 'path', 'ana'],
  ['username', 'ana.keller@acme.example', 'path', 'ana.keller'],
  ['manager', 'ACME\\ana', 'path', 'ana'],
  ['department', '"Sales"', 'formula-text', 'Sales'],
  ['email', 'Keller, Ana (ana@acme.example)', 'wrapping', 'ana@acme.example'],
  ['department', 'tbd', 'nothing', ''],
  ['department', 'keine', 'nothing', ''],
  ['department', 'Unassigned', 'nothing', ''],
  ['jobTitle', '<Not set>', 'nothing', ''],
  ['location', 'Unknown', 'nothing', ''],
  ['department', '(sin asignar)', 'nothing', ''],
  ['company', 'nicht zugeordnet', 'nothing', ''],
  ['costCenter', 'n/v', 'nothing', ''],
  ['jobTitle', '*', 'nothing', ''],
  ['location', '""', 'nothing', ''],
  ['department', '[NONE]', 'nothing', ''],
  ['location', '不明', 'nothing', ''],
  ['email', 'mailto:ana@acme.example', 'wrapping', 'ana@acme.example'],
  ['email', '<ana@acme.example>', 'wrapping', 'ana@acme.example'],
  ['email', 'Keller, Ana <ana@acme.example>', 'wrapping', 'ana@acme.example'],
  ['email', '"Keller, Ana" <ana@acme.example>;', 'wrapping', 'ana@acme.example'],
  ['email', 'ana@acme.example;', 'wrapping', 'ana@acme.example'],
  ['email', 'ana@acme.example.', 'wrapping', 'ana@acme.example'],
  ['email', '"ana@acme.example"', 'wrapping', 'ana@acme.example'],
  ['email', 'ana @ acme.example', 'wrapping', 'ana@acme.example'],
  ['email', '.ana@acme.example', 'value', undefined],
  ['email', 'ana@acme..example', 'value', undefined],
  ['email', 'ana@acme', 'value', undefined],
  ['email', 'ana@acme.example, a.keller@old.example', 'value', undefined],
  ['email', 'Ana@Acme.example', 'email-case', 'ana@acme.example'],
  ['lastname', 'VAN DER BERG', 'name-case', 'van der Berg'],
  ['lastname', "O'BRIEN-MÜLLER", 'name-case', "O'Brien-Müller"],
  ['lastname', 'MCDONALD', 'name-case', 'McDonald'],
  ['sudo', 'WAHR', 'word', 'true'],
  ['sudo', 'Non', 'word', 'false'],
  ['sudo', 'sí', 'word', 'true'],
  ['sudo', 'x', 'word', undefined],
  ['sudo', '✓', 'word', undefined],
  ['sudo', '-', 'word', undefined],
  ['state', 'Active', 'word', 'ACTIVATED'],
  ['state', 'Terminated', 'word', 'SUSPENDED'],
  ['state', 'Sabbatical', 'word', undefined],
  ['mfa.exclusionUntil', '21.06.2026', 'date', '2026-06-21'],
  ['mfa.exclusionUntil', '12/31/2026 11:59:59 PM', 'date', '2026-12-31T23:59:59'],
  ['mfa.exclusionUntil', '1. März 2026', 'date', '2026-03-01'],
  ['mfa.exclusionUntil', '2/4/2026', 'date-order', undefined],
  ['mfa.exclusionUntil', '46000', 'serial-date', '2025-12-09'],
  ['mfa.exclusionUntil', '30 February 2026', 'value', undefined],
  ['attributes.startDate', '8/17/2015', 'date', '2015-08-17'],
])('%s: %j is “%s”, and is repaired to %j', (key, before, cause, after) => {
  const found = issuesOf(key, before).find((each) => each.cause === cause)
  expect(found).toMatchObject({ field: key, cause })
  expect(found?.suggestion).toBe(after)
  if (after !== undefined) expect(issuesOf(key, after).map((each) => each.cause)).not.toContain(cause)
})

test.each([
  ['lastname', 'Null'],
  ['lastname', 'Nan'],
  ['lastname', 'Leer'],
  ['department', 'Unknown pleasures'],
  ['lastname', 'AT&T'],
  ['department', 'AT&T'],
  ['department', 'R&D;'],
  ['department', 'NULL-Stelle'],
  ['addresses.work.country', 'NA'],
  ['jobTitle', 'Lead (acting?)'],
  ['department', '#1 Team!'],
  ['department', '#Sales'],
  ['description', '= see HR'],
  ['description', 'Who? Ask HR'],
  ['attributes.link', 'https://acme.example?a=b'],
  ['lastname', 'van der Berg'],
  ['firstname', 'JD'],
  ['lastname', 'Müller'],
  ['phoneNumbers.mobile', '+49 170 5550101'],
  ['employeeIdentifier', '00412'],
  ['costCenter', '1.5'],
  ['external_dn', 'CN=Ana Keller,OU=Sales,DC=acme'],
  ['addresses.work.streetAddress', 'Hauptstr. 5/2'],
  ['description', 'See https://acme.example/a/b'],
  ['description', 'First line\nsecond  line'],
  ['email', "o'neil+hr@mail.acme.example"],
  ['attributes.startDate', '2015-08-17'],
])('%s: %j is left in peace', (key, text) => {
  expect(issuesOf(key, text)).toEqual([])
})

test('a cell keeps every issue it has, each with its own repair', () => {
  expect(issuesOf('email', ' Ana@ACME.example;').map(({ cause, suggestion }) => [cause, suggestion])).toEqual([
    ['wrapping', 'Ana@ACME.example'],
    ['email-case', ' ana@acme.example;'],
  ])
})

test('whatever a cell holds, repairing it twice changes nothing more, and a password is never repaired', () => {
  const fields = [...catalogue, attributeField('startDate')]
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.stringMatching(/^[ \u00A0]?[A-Za-zÃÂ¼€&;#0-9=,<>@.'":/ -]{0,30}$/),
    fc.constantFrom('&amp;amp;nbsp;', 'ÃƒÂ¼', "='x", '1.0.0', '<<a@x.example>>', 'mailto:mailto:a@x.example', 'CN=CN=a,OU=b', '="="1""'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...(Object.keys(repairs) as Cause[])), text, (field, cause, before) => {
      const once = repaired(cause, field, before)
      if (field.kind === 'password' && cause === 'padding') expect(once).toBeNull()
      // A repair is asked again only where its damage is found again.
      if (once === null || !issuesOf(field.key, once).some((each) => each.cause === cause)) return
      expect(repaired(cause, field, once)).toBeNull()
    }),
    { numRuns: 4000 },
  )
})
