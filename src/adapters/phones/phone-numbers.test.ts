/** Numbers with their country code are the same whether they are known by their kind or asked about one by one. */
import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { chosenCountry } from '#domain/mapping/transforms/phones.ts'
import { loadPhoneNumbers } from './phone-numbers.ts'

const prefixes = [
  '+49',
  '+49 0',
  '+1',
  '+1 0',
  '+44',
  '+44 (0)',
  '+7',
  '+39',
  '+39 0',
  '+52 1',
  '+54 9 11',
  '+54 11 15',
  '+420',
  '+358 0',
  '+86',
  '+599',
  '+800',
  '+000',
  '0171',
]

test('a number is written as if it were the only one, whatever came before it', async () => {
  const { toE164 } = await loadPhoneNumbers()
  const alone = (text: string) => {
    const number = parsePhoneNumberFromString(text, { defaultCountry: 'DE', extract: false })
    const isRight = number?.isPossible() === true && number.ext === undefined && (text.startsWith('+') || number.isValid())
    return isRight ? number.number : null
  }
  const digits = fc.stringMatching(/^\d{4,12}$/)
  const number = fc
    .tuple(fc.constantFrom(...prefixes), digits, fc.constantFrom(' ', '-', '.', ''))
    .map(([prefix, rest, sign]) => `${prefix}${sign}${rest.slice(0, 3)}${sign}${rest.slice(3)}`)
  fc.assert(
    fc.property(number, (text) => {
      expect([text, toE164(text, 'DE')]).toEqual([text, alone(text)])
    }),
    { numRuns: 5_000 },
  )
})

test('two numbers in a cell are not one', async () => {
  const { toE164 } = await loadPhoneNumbers()
  expect(['0170 1234567 / 0171 7654321', '+49 170 1234567; +49 171 7654321', '030 / 1234567'].map((text) => toE164(text, 'DE'))).toEqual([
    null,
    null,
    '+49301234567',
  ])
})

test.each([
  ['491705550101', 'DE', '+491705550101'],
  ['491705550101.0', 'DE', '+491705550101'],
  ['1705550101.0', 'DE', '+491705550101'],
  ['447911123456', 'GB', '+447911123456'],
  ['12025550123', 'US', '+12025550123'],
  ['2025550123', 'US', '+12025550123'],
  // Either could be meant: the area of Leer, or a number without its plus.
  ['49170555010', 'DE', null],
  ['1.7e+11', 'DE', null],
  ['4.91705550101E+11', 'DE', '+491705550101'],
  ['4,91705550101E+11', 'DE', '+491705550101'],
  ['4.9170555E+11', 'DE', null],
  // Numbers of another country in the same column.
  ['415.555.0138', 'DE', null],
  ['(303) 555-0100', 'DE', null],
  ['512 345 602', 'FR', null],
  ['030 - 9988102', 'US', null],
  ['0171 2345600', 'US', null],
  ['030 - 9988102', 'DE', '+49309988102'],
  ['(0171) 234 5600', 'DE', '+491712345600'],
  ['(303) 555-0100', 'US', '+13035550100'],
  ['303.555.0100', 'US', '+13035550100'],
  ['512 345 602', 'PL', '+48512345602'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
])('%s in %s is %s: a number gets the code of its own country, once, or stays as it is', async (text, country, number) => {
  const { toE164 } = await loadPhoneNumbers()
  expect(toE164(text, country)).toBe(number)
})

test.each([
  ['alone it could be either', ['4155550138', '0171 2345600'], [null, '+491712345600']],
  ['others of the column show that the zeros were dropped', ['4155550138', '1712345600'], ['+494155550138', '+491712345600']],
  ['written with signs it is no German number', ['415-555-0138', '1712345600'], [null, '+491712345600']],
] as const)('digits that are a number of North America too, in a column of German numbers: %s', async (_, texts, expected) => {
  const { toE164 } = await loadPhoneNumbers()
  const set = { columns: ['phoneNumbers.mobile'], rows: texts.map((text, at) => ({ key: `r${at + 1}`, line: at + 2, cells: [text] })) }
  const convert = chosenCountry(set, 'phoneNumbers.mobile', 'DE', toE164)
  expect(texts.map(convert)).toEqual(expected)
})

test('a country without a zero to drop takes its own digits', async () => {
  const { toE164 } = await loadPhoneNumbers()
  const set = { columns: ['phoneNumbers.mobile'], rows: [] }
  expect(['US', 'CA'].map((country) => chosenCountry(set, 'phoneNumbers.mobile', country, toE164)('4165550138'))).toEqual(['+14165550138', '+14165550138'])
})
