/** What transforms can read and write in a draft, as choices. */
import { catalogue } from '#domain/fields/catalogue.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import type { Input } from '#domain/mapping/transforms/transform.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { OpenDraft } from '../draft/draft-session.ts'
import { fieldLabel } from '../user/field-label.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

export const inputName = (input: Input): string => (input.kind === 'field' ? `field:${input.field}` : `column:${input.column}`)
export const inputOf = (name: string): Input =>
  name.startsWith('field:') ? { kind: 'field', field: name.slice('field:'.length) } : { kind: 'column', column: Number(name.slice('column:'.length)) }

const isSecret = (key: string) => fieldByKey(key)?.secret === true

/** Fields of the grid, and columns of the file that are no field. Passwords feed nothing. */
export function inputChoices(draft: OpenDraft, set: RowSet): readonly Choice[] {
  const fields = set.columns.filter((key) => !isSecret(key)).map((key) => ({ value: inputName({ kind: 'field', field: key }), label: fieldLabel(key) }))
  const columns = draft.mapping
    .filter(({ target, header }) => target.kind !== 'field' && !soundsSecret(header))
    .map(({ column, header }) => ({ value: inputName({ kind: 'column', column }), label: `${header === '' ? `Column ${column + 1}` : header} (file)` }))
  return [...fields, ...columns]
}

/** Every field that a value can be made for. */
export function targetChoices(set: RowSet, withSecrets = false): readonly Choice[] {
  const own = set.columns.filter((key) => withSecrets || !isSecret(key))
  const others = catalogue.filter(({ key, secret }) => !own.includes(key) && (withSecrets || !secret) && key !== 'id').map(({ key }) => key)
  return [...own, ...others].map((key) => ({ value: key, label: fieldLabel(key) }))
}

/** The fields of the grid that have texts. */
export const columnChoices = (set: RowSet): readonly Choice[] =>
  set.columns.filter((key) => !isSecret(key)).map((key) => ({ value: key, label: fieldLabel(key) }))

/** The input that most likely holds full names: by its header, or by what its first rows have. */
export function fullNameInput(choices: readonly Choice[]): string {
  const byName = choices.find(({ label }) =>
    /full ?name|^name\b|display name|^employee name|vollständiger name|nom complet|nombre completo|nome completo|volledige naam|^worker\b/i.test(label),
  )
  return byName?.value ?? choices[0]?.value ?? ''
}
