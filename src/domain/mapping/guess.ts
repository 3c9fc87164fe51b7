/** Which field each source column is: guessed with a reason, checked, and applied. */
import { fieldByKey, knownHeaders, type HeaderReason } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { notSentFor } from '../fields/not-sent.ts'
import { fieldNamesIn } from '../fields/header-names.ts'
import type { ColumnMapping, ColumnTarget } from './model.ts'
import { againstValues } from './value-hints.ts'

const reasons: Record<HeaderReason, string> = {
  key: 'JumpCloud’s own name',
  label: 'The name of the field',
  alias: 'Common name for this field',
}

/** One mapping a column, in file order. A field is given to the first column that asks for it; values may speak against a name. */
export function guessMapping(headers: readonly string[], sampleRows: readonly (readonly string[])[]): ColumnMapping[] {
  const guesses = headers.map((header, column) => ({ column, header, ...guess(header) }))
  const named = new Set(guesses.flatMap(({ target }) => (target.kind === 'field' ? [target.field] : [])))
  const taken = new Map<FieldKey, string>()
  return guesses.map(({ column, header, ...first }) => {
    const values = sampleRows.map((row) => row[column] ?? '')
    const { target, why } = againstValues(first.target, values, (field) => named.has(field) || taken.has(field)) ?? first
    if (target.kind === 'field') {
      const other = taken.get(target.field)
      if (other !== undefined)
        return { column, header, target: { kind: 'unmapped' }, why: `“${other}” is already ${fieldByKey(target.field)?.label ?? target.field}` }
      taken.set(target.field, header)
    }
    const isEmpty = target.kind === 'unmapped' && values.length > 0 && values.every((value) => value.trim() === '')
    return { column, header, target: isEmpty ? { kind: 'ignored' } : target, why: isEmpty ? 'No known name, and the first rows are blank' : why }
  })
}

/** A header may carry several names: "State or province [state]". The first that is known decides. */
function guess(header: string): { target: ColumnTarget; why: string } {
  for (const name of fieldNamesIn(header)) {
    const found = guessName(name)
    if (found !== null) return found
  }
  return { target: { kind: 'unmapped' }, why: header.trim() === '' ? 'The column has no name' : 'No matching field' }
}

function guessName(header: string): { target: ColumnTarget; why: string } | null {
  const name = normalizeHeader(header)
  const pair = /^attribute(\d+)(name|value)$/.exec(name)
  if (pair !== null) {
    return {
      target: { kind: pair[2] === 'name' ? 'attribute-name' : 'attribute-value', number: Number(pair[1]) },
      why: 'A custom attribute, as JumpCloud’s PowerShell module writes it',
    }
  }
  const known = knownHeaders.get(name)
  if (known !== undefined) {
    const isAssumed = known.reason === 'alias' && known.field.target.kind === 'address' && !/home|work|office|business|priva/.test(name)
    return {
      target: { kind: 'field', field: known.field.key },
      why: isAssumed ? 'Home or work is not specified: mapped to the work address' : reasons[known.reason],
    }
  }
  const attribute = /^attributes[.:_ ]+([A-Za-z0-9]{1,31})$/i.exec(header.trim())?.[1]
  if (attribute !== undefined) return { target: { kind: 'field', field: `attributes.${attribute}` }, why: 'A custom attribute by name' }
  const unsent = notSentFor(header)
  if (unsent !== undefined) return { target: { kind: 'not-sent', name: unsent.name, reason: unsent.reason }, why: 'Known, but bulk jobs cannot send it' }
  return null
}

/** What keeps a mapping from being applied; empty when nothing does. */
export function mappingIssues(mapping: readonly ColumnMapping[]): string[] {
  const issues: string[] = []
  const byField = new Map<FieldKey, string[]>()
  for (const { target, header } of mapping) {
    if (target.kind === 'field') byField.set(target.field, [...(byField.get(target.field) ?? []), header])
  }
  for (const [field, headers] of byField) {
    if (headers.length > 1)
      issues.push(
        `${headers.map((header) => `“${header}”`).join(' and ')} are all ${fieldByKey(field)?.label ?? field}. Keep one, and leave the others out or choose another field.`,
      )
  }
  const numbers = (kind: 'attribute-name' | 'attribute-value') => mapping.flatMap(({ target }) => (target.kind === kind ? [target.number] : []))
  const names = numbers('attribute-name')
  const values = numbers('attribute-value')
  for (const number of new Set([...names, ...values])) {
    if (names.filter((each) => each === number).length !== 1 || values.filter((each) => each === number).length !== 1)
      issues.push(
        `Custom attribute ${number} needs exactly one column with its name (Attribute${number}_name) and one with its value (Attribute${number}_value).`,
      )
  }
  if (![...byField.keys()].some((field) => fieldByKey(field)?.identifies === true))
    issues.push('No column identifies users. Map one to Username, Company email, Employee identifier or JumpCloud id.')
  return issues
}
