/** Two spellings of one value are no change; a difference of case or of leading zeros is one, and has a name. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likenessOf, type Likeness } from './likeness.ts'
import type { FieldKind } from './field.ts'

test.each<readonly [FieldKind, string, string, Likeness]>([
  ['text', 'Sales', 'Sales', 'equal'],
  ['text', 'Mu\u0308ller', 'M\u00FCller', 'same'],
  ['text', ' Sales\u00A0', 'Sales', 'same'],
  ['text', 'sales', 'Sales', 'case'],
  ['text', 'A\u030Angstro\u0308m', '\u00E5ngstr\u00F6m', 'case'],
  ['text', '412', '00412', 'zeros'],
  ['text', '0', '000', 'zeros'],
  ['text', '7', '7.0', 'zeros'],
  ['text', 'Research - Lyon', 'Research \u2013 Lyon', 'signs'],
  ['text', "Chief's Aide", 'Chief\u2019s Aide', 'signs'],
  ['text', 'Ana\u00A0Keller', 'Ana Keller', 'signs'],
  ['text', 'Human  Resources', 'Human Resources', 'signs'],
  ['text', '+49 170 555-0102', '+491705550102', 'signs'],
  ['text', '1-234', '1234', 'different'],
  ['text', '+49 170 5550102', '+49 170 5550103', 'different'],
  ['text', '0412a', '412a', 'different'],
  ['text', '4120', '412', 'different'],
  ['text', 'Sales', 'Support', 'different'],
  ['text', '', 'Sales', 'different'],
  ['email', 'Ana@Acme.example', 'ana@acme.example', 'same'],
  ['email', 'ana@acme.example', 'ana@acme.test', 'different'],
  ['id', '5DA4CF6113973A47CC6862FA', '5da4cf6113973a47cc6862fa', 'same'],
  ['date-time', '2026-12-31T18:00:00Z', '2026-12-31T19:00:00.000+01:00', 'same'],
  ['date-time', '2026-12-31', '2026-12-30', 'different'],
  ['password', 'Secret ', 'Secret', 'different'],
  ['password', 'SECRET', 'secret', 'different'],
])('%s: “%s” beside “%s” is %s', (kind, a, b, likeness) => {
  expect([likenessOf(kind, a, b), likenessOf(kind, b, a)]).toEqual([likeness, likeness])
})

test('every text is equal to itself, and the same as itself in another Unicode form and with blanks around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(likenessOf('text', text, text)).toBe('equal')
      expect(['equal', 'same']).toContain(likenessOf('text', ` ${text.normalize('NFD')}\t`, text.normalize('NFC')))
    }),
  )
})
