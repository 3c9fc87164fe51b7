/** What the values of a column say against its header: a name that fits is not taken where the cells under it cannot be meant. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { ColumnTarget } from './model.ts'

interface Hint {
  readonly field: FieldKey
  /** True where the values are not what the field takes. */
  readonly isAgainst: (values: readonly string[]) => boolean
  /** What the column is instead; a field is taken only where no other column is it. */
  readonly instead: ColumnTarget
  readonly why: string
  /** Why, where the field it would be instead is another column already. */
  readonly whyNot?: string
}

const unmapped: ColumnTarget = { kind: 'unmapped' }
const most = (values: readonly string[], test: (value: string) => boolean) => values.filter(test).length > values.length / 2
const words = (field: FieldKey) => new Set([...(fieldByKey(field)?.choices?.create ?? []), ...(fieldByKey(field)?.choices?.update ?? [])])
const states = words('state')

const hints: readonly Hint[] = [
  {
    field: 'username',
    isAgainst: (values) => most(values, (value) => /\S@\S+\.\S/.test(value)),
    instead: { kind: 'field', field: 'email' },
    why: 'The name says username, and the values are email addresses',
    whyNot: 'The values are email addresses, and a JumpCloud username has no @',
  },
  {
    field: 'id',
    isAgainst: (values) => !values.some((value) => /^[0-9a-f]{24}$/i.test(value.trim())),
    instead: unmapped,
    why: 'The values are ids of another product: a JumpCloud id is 24 characters, 0 to 9 and a to f',
  },
  {
    field: 'state',
    isAgainst: (values) => !values.some((value) => states.has(value.trim().toUpperCase())),
    instead: { kind: 'field', field: 'addresses.work.region' },
    why: 'The values are not account states: mapped to the work region',
    whyNot: 'The values are not account states (STAGED, ACTIVATED, SUSPENDED)',
  },
  {
    field: 'password',
    isAgainst: (values) => values.every((value) => /^[*•●·]+$/.test(value)),
    instead: { kind: 'ignored' },
    why: 'Only asterisks: the source does not export passwords',
  },
]

/** The better target with its reason, or null where the values agree with the name or say nothing. */
export function againstValues(
  target: ColumnTarget,
  values: readonly string[],
  isTaken: (field: FieldKey) => boolean,
): { target: ColumnTarget; why: string } | null {
  if (target.kind !== 'field') return null
  const filled = values.filter((value) => value.trim() !== '')
  const hint = hints.find(({ field }) => field === target.field)
  if (hint === undefined || filled.length === 0 || !hint.isAgainst(filled)) return null
  const { instead } = hint
  if (instead.kind === 'field' && isTaken(instead.field)) return { target: unmapped, why: hint.whyNot ?? hint.why }
  return { target: instead, why: hint.why }
}
