/** How alike two values are: one answer for the plan, which compares before a send, and for the read-back, which compares after it. */
import type { FieldKind } from './field.ts'

/**
 * equal: the same characters. same: no difference that JumpCloud or an administrator would call one (Unicode form, surrounding blanks, the case of an
 * email or an id, two spellings of one moment). case, zeros, signs: another value, by its letters' case, by its zeros alone, or by what stands between
 * its letters and digits.
 */
export type Likeness = 'equal' | 'same' | 'case' | 'zeros' | 'signs' | 'different'

/** Kinds whose case means nothing: JumpCloud keeps emails in lower case (documented), and ids are hexadecimal. */
const caseless: readonly FieldKind[] = ['email', 'id']

export function likenessOf(kind: FieldKind, a: string, b: string): Likeness {
  if (a === b) return 'equal'
  if (kind === 'password') return 'different'
  if (kind === 'date-time' && Date.parse(a) === Date.parse(b)) return 'same'
  const left = plain(a)
  const right = plain(b)
  if (left === right) return 'same'
  if (left.toLowerCase() === right.toLowerCase()) return caseless.includes(kind) ? 'same' : 'case'
  if (withoutZeros(left) === withoutZeros(right)) return 'zeros'
  return withPlainSigns(left) === withPlainSigns(right) ? 'signs' : 'different'
}

const plain = (text: string): string => text.normalize('NFC').trim()

/** Of digits alone the number that they write, also with decimals of zero; of anything else the text. */
const withoutZeros = (text: string): string => (/^\d+(?:[.,]0+)?$/.test(text) ? text.replace(/[.,]0+$/, '').replace(/^0+(?=\d)/, '') : text)

const isPhone = (text: string): boolean => /^\+?[\d\s()./-]+$/.test(text) && text.replaceAll(/\D/g, '').length > 6

/** Quotes, dashes and blanks as a keyboard has them; of a phone number its digits. */
const withPlainSigns = (text: string): string =>
  isPhone(text)
    ? text.replaceAll(/[^\d+]/g, '')
    : text
        .replaceAll(/[\u2018\u2019\u201A\u00B4`]/g, "'")
        .replaceAll(/[\u201C-\u201E\u00AB\u00BB]/g, '"')
        .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
        .replaceAll(/[\s\u00A0]+/g, ' ')
