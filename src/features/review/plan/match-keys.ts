/** The ways in which the rows of a draft can be found in the directory. */
import type { MatchKey } from '#domain/draft/edit.ts'
import type { RowSet } from '#domain/packed/row.ts'

const keys: readonly { readonly value: MatchKey; readonly label: string }[] = [
  { value: 'id', label: 'JumpCloud ID' },
  { value: 'username', label: 'Username' },
  { value: 'email', label: 'Email' },
  { value: 'employeeIdentifier', label: 'Employee ID' },
]

/** Only the identifiers that the draft has as columns. */
export const matchKeysOf = (set: RowSet): { value: MatchKey; label: string }[] => [
  { value: 'auto', label: 'First available of ID, username, email, employee ID' },
  ...keys.filter(({ value }) => set.columns.includes(value)),
]
