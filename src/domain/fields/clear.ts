/** The clear mark: a cell that says "empty this in JumpCloud", which no file can hold and no keyboard can type. */
import type { Field } from './field.ts'

/**
 * Half of a surrogate pair. Decoding never yields one (UTF-8, UTF-16 and Windows-1252 decoders put U+FFFD in its place), so no file can mean it;
 * storage and workers keep it. Should it ever pass through an encoder, it comes out as U+FFFD, which the validator refuses: it fails safe.
 */
export const clearMark = '\uDFFF'

export const isClear = (text: string): boolean => text === clearMark

/** The text of a cell as an identifier or a required value: a cell that is to be cleared has none. */
export const filledText = (text: string | undefined): string => (text === undefined || isClear(text) ? '' : text.trim())

/**
 * How a field is emptied upstream. `null` is evidenced for the manager alone, and taken for what is not text; the empty text for the rest is
 * unknown, so clears are read back after the job. `removed`: the element goes from its array, which is replaced whole.
 */
export type WayToClear =
  | { readonly kind: 'empty' }
  | { readonly kind: 'null' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'impossible'; readonly reason: string }

const impossible = (reason: string): WayToClear => ({ kind: 'impossible', reason })

export function wayToClear(field: Field): WayToClear {
  const { key, label, kind, target, use } = field
  if (key === 'id' || field.requiredToCreate) return impossible(`${label} cannot be cleared: every user has one.`)
  if (field.secret) return impossible(`${label} cannot be cleared: a password can only be replaced.`)
  if (use === 'create') return impossible(`${label} is set for new users only, so an update cannot clear it.`)
  if (kind === 'boolean') return impossible(`${label} is true or false. Enter false to switch it off.`)
  if (kind === 'choice' || (target.kind === 'object' && target.name === 'delegatedAuthority'))
    return impossible(`${label} has no empty value in JumpCloud. Choose another value.`)
  if (target.kind === 'phone' || target.kind === 'attribute') return { kind: 'removed' }
  if (kind === 'integer' || kind === 'date-time' || kind === 'id') return { kind: 'null' }
  return { kind: 'empty' }
}

export const canClear = (field: Field): boolean => wayToClear(field).kind !== 'impossible'
