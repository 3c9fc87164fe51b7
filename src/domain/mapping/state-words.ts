/** What the values of a column that says who stays and who leaves are as states of JumpCloud. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { ActionColumn } from './action-columns.ts'
import { meaningOf } from './transforms/words.ts'

const field = fieldByKey('state')
const known = (text: string): string | null => (field === undefined ? null : meaningOf(field, text))

/** Null where a value has no meaning as a state: “on leave” is asked. */
export function stateOf({ kind, saysLeave, saysStay }: Pick<ActionColumn, 'kind' | 'saysLeave' | 'saysStay'>, text: string): string | null {
  if (kind === 'dates' || text.trim() === '') return null
  // “Yes” below “Terminated” is no active user, whatever the word means elsewhere.
  if (kind === 'flags') return saysLeave(text) ? 'SUSPENDED' : saysStay(text) ? 'ACTIVATED' : null
  return known(text) ?? (saysLeave(text) ? 'SUSPENDED' : null)
}

/** Whether a column can be mapped to State: most of its different values are words for one. “Create, update, delete” are not. */
export function canBeState({ kind }: Pick<ActionColumn, 'kind'>, values: readonly string[]): boolean {
  const words = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))]
  return kind === 'flags' || (kind === 'words' && words.length > 0 && words.filter((word) => known(word) !== null).length > words.length / 2)
}
