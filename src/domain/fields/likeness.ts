/** How alike two values are: one answer for the plan, which compares before a send, and for the read-back, which compares after it. */
import type { FieldKind } from './field.ts'

/**
 * equal: the same characters. same: no difference that JumpCloud or an administrator would call one (Unicode form, surrounding blanks, the case of an
 * email or an id, two spellings of one moment). case, zeros: another value, by its letters' case or by its leading zeros alone.
 */
export type Likeness = 'equal' | 'same' | 'case' | 'zeros' | 'different'

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
  return withoutZeros(left) === withoutZeros(right) ? 'zeros' : 'different'
}

const plain = (text: string): string => text.normalize('NFC').trim()

/** Of digits alone the number that they write; of anything else the text. */
const withoutZeros = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text)
