/** What nobody sees in a cell is shown, and what a spreadsheet has done to it is named. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldByKey } from '../fields/field-lookup.ts'
import { damages, mayBeDamaged, suspicions } from './suspect.ts'

const of = (key: string, text: string): string => {
  const field = fieldByKey(key)
  if (field === undefined) throw new Error(key)
  return suspicions(field, text)
    .map(({ message }) => message)
    .join('\n')
}

test.each([
  ['username', 'ana\u200Bmueller', 'invisible character: “ana⟨U+200B⟩mueller”'],
  ['username', 'ana\u200Dmueller', '⟨U+200D⟩'],
  ['firstname', '\uFEFFAna', 'invisible character: “⟨U+FEFF⟩Ana”'],
  ['email', 'ana\u202Egnp@acme.example', 'change the text direction: “ana⟨U+202E⟩gnp@acme.example”'],
  ['lastname', 'M\u2066x\u2069', '⟨U+2066⟩'],
  ['username', '\u0430na', 'mixes Latin letters with look-alikes: “⟨U+0430⟩na”'],
  ['email', '\u03BFtto@acme.example', '⟨U+03BF⟩'],
  ['department', '\u00A0Sales', 'no-break space: “⟨U+00A0⟩Sales”'],
  ['department', 'Sales\u3000', 'no-break space'],
  ['email', 'o’neil@acme.example', 'typographic quote'],
  ['lastname', 'MÃ¼ller', 'wrong encoding'],
  ['lastname', 'Oâ€™Neil', 'wrong encoding'],
  ['phoneNumbers.work', '4.917E+11', 'a long number that a spreadsheet shortened'],
  ['employeeIdentifier', '1,23E+11', 'a long number that a spreadsheet shortened'],
  ['employeeIdentifier', '1234567890123450', 'more than 15 digits and ends in 0'],
  ['costCenter', '2-Mar', 'turned into a date'],
  ['costCenter', 'Mrz-06', 'turned into a date'],
  ['department', '#N/A', 'formula error'],
  ['employeeIdentifier', '="06E2"', 'protected the value'],
  ['location', 'TRUE', 'yes or no'],
])('C15, C16, C17: in %s, %j is flagged', (key, text, words) => {
  expect(of(key, text)).toContain(words)
})

test.each([
  ['lastname', 'Müller'],
  ['lastname', 'Żak'],
  ['lastname', 'Иванов'],
  ['firstname', '娜'],
  ['firstname', 'نیم\u200Cفاصله'],
  ['description', '👩\u200D💻 in R&D'],
  ['lastname', 'O’Neil'],
  ['employeeIdentifier', '00017'],
  ['phoneNumbers.work', '+49 170 123-45'],
  ['username', 'march'],
  ['password_never_expires', 'TRUE'],
  ['jobTitle', 'Maître d’hôtel'],
])('in %s, %j is what it is', (key, text) => {
  expect(of(key, text)).toBe('')
})

test.each(['=+-@', '\u200Babc', '1.23E+11', 'NULL', '&amp;', '-', '#Sommer2026!', '=Ana+Ben1'])('no issue names a password: %j', (text) => {
  expect(of('password', text)).toBe('')
})

test.each(['#N/A', '#NAME?', '#ZAHL!', 'Err:502'])('a password that looks like a formula error has a warning, which does not show it', (text) => {
  expect(of('password', text)).toBe('Password looks like a formula error, which is sent as it is. Check the source.')
})

const damaged = (source: string, flags: string) => {
  const text = fc.stringMatching(new RegExp(source))
  return flags === 'i' ? fc.mixedCase(text) : text
}

test('no damage of up to forty characters is skipped by the look at a cell’s length and ends', () => {
  for (const { source, flags } of damages.map(({ pattern }) => pattern))
    fc.assert(
      fc.property(damaged(source, flags), (text) => {
        const { length } = text
        fc.pre(length <= 40)
        expect(mayBeDamaged(length, text.charCodeAt(0), text.charCodeAt(length - 3), text.charCodeAt(length - 1))).toBe(true)
      }),
    )
})
