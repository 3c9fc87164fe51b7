/** A recipe: what columns of these names were mapped to, to be used again where a name comes back, wherever it stands. */
import { fieldByKey, attributeNameIssue } from '../fields/field-lookup.ts'
import { soundsSecret } from '../fields/secret-header.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { headerKeys } from './header-keys.ts'
import { readStepSets, stepsAsJson } from './read-steps.ts'
import type { StepSet } from './recipe-steps.ts'
import type { BlankPolicy, ColumnMapping, ColumnTarget, Remembered } from './model.ts'

export { headerKeys } from './header-keys.ts'

export interface RecipeColumn {
  readonly header: string
  /** The second of two columns with one name is 2. */
  readonly occurrence: number
  readonly target: ColumnTarget
  readonly blanks?: BlankPolicy
}

export interface Recipe {
  readonly id: string
  /** '' is what Rollcall remembers by itself. */
  readonly name: string
  readonly savedAt: number
  readonly columns: readonly RecipeColumn[]
  /** Transforms and repairs, by the headers that they belong to, the newest first; absent in recipes of earlier versions. */
  readonly steps?: readonly StepSet[]
}

const keyOf = (header: string, occurrence: number) => `${normalizeHeader(header)} ${occurrence}`

const isSecret = ({ header, target }: Pick<ColumnMapping, 'header' | 'target'>): boolean =>
  soundsSecret(header) || (target.kind === 'field' && fieldByKey(target.field)?.secret === true)

/** What can be kept of a mapping: columns with a name and a decision, and no column that holds passwords. */
export function recipeColumns(mapping: readonly ColumnMapping[]): RecipeColumn[] {
  const keys = headerKeys(mapping.map(({ header }) => header))
  return mapping.flatMap((each, at): RecipeColumn[] => {
    const { header, target, blanks } = each
    if (normalizeHeader(header) === '' || target.kind === 'unmapped' || target.kind === 'not-sent' || isSecret(each)) return []
    return [{ header, occurrence: Number((keys[at] ?? '').split(' ').at(-1)), target, ...(blanks === undefined ? {} : { blanks }) }]
  })
}

/** The newer decision of a header replaces the older; headers that this file does not have are kept. */
export function mergedColumns(before: readonly RecipeColumn[], now: readonly RecipeColumn[], mapping: readonly ColumnMapping[]): RecipeColumn[] {
  const decided = new Set(headerKeys(mapping.map(({ header }) => header)))
  return [...before.filter(({ header, occurrence }) => !decided.has(keyOf(header, occurrence))), ...now]
}

/** By `headerKeys`; of several recipes, the first that knows a header decides. */
export function rememberedFrom(recipes: readonly Recipe[]): Map<string, Remembered> {
  const known = new Map<string, Remembered>()
  for (const { name, columns } of recipes)
    for (const { header, occurrence, target, blanks } of columns) {
      const key = keyOf(header, occurrence)
      if (known.has(key) || isSecret({ header, target })) continue
      const why = name === '' ? 'Mapped like this last time' : `From the recipe “${name}”`
      known.set(key, { target, why, ...(blanks === undefined ? {} : { blanks }) })
    }
  return known
}

const format = 'rollcall-recipe'

export const recipeText = ({ name, columns, steps = [] }: Recipe): string =>
  `${JSON.stringify({ format, version: 1, name, columns, ...(steps.length === 0 ? {} : { steps: stepsAsJson(steps) }) }, null, 2)}\n`

export type RecipeReading =
  | { readonly kind: 'read'; readonly name: string; readonly columns: readonly RecipeColumn[]; readonly steps: readonly StepSet[] }
  | { readonly kind: 'unreadable'; readonly message: string }

/** A recipe from a file that somebody sent. What it says of secret columns is dropped. */
export function readRecipe(text: string): RecipeReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'unreadable', message: 'The file is not JSON. Choose a file that “Export” in this dialog has saved.' }
  }
  if (!isObject(value) || value['format'] !== format)
    return { kind: 'unreadable', message: 'The file is not a Rollcall recipe. Choose a file that “Export” in this dialog has saved.' }
  if (value['version'] !== 1) return { kind: 'unreadable', message: 'The recipe was saved by a newer version of Rollcall. Update Rollcall to import it.' }
  const { name, columns } = value
  if (typeof name !== 'string' || !Array.isArray(columns)) return { kind: 'unreadable', message: 'The recipe has no name or no columns. Export it again.' }
  const read = columns.map((column) => columnFrom(column))
  const wrong = read.indexOf(null)
  if (wrong >= 0) return { kind: 'unreadable', message: `Column ${wrong + 1} of the recipe cannot be read. Export it again.` }
  const steps = readStepSets(value['steps'])
  if (steps === null) return { kind: 'unreadable', message: 'A transform of the recipe cannot be read. Export it again.' }
  return { kind: 'read', name: name.slice(0, 80), columns: read.flatMap((column) => (column === null || isSecret(column) ? [] : [column])), steps }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function columnFrom(value: unknown): RecipeColumn | null {
  if (!isObject(value)) return null
  const { header, occurrence, blanks } = value
  const target = targetFrom(value['target'])
  if (typeof header !== 'string' || typeof occurrence !== 'number' || target === null) return null
  const isPolicy = isObject(blanks) && typeof blanks['clearsBlank'] === 'boolean' && typeof blanks['clearWord'] === 'string'
  return {
    header,
    occurrence,
    target,
    ...(isPolicy ? { blanks: { clearsBlank: blanks['clearsBlank'] === true, clearWord: String(blanks['clearWord']) } } : {}),
  }
}

function targetFrom(value: unknown): ColumnTarget | null {
  if (!isObject(value)) return null
  const { kind, field, number, list } = value
  if (kind === 'ignored') return { kind }
  if (kind === 'field' && typeof field === 'string') {
    const known = fieldByKey(field)
    return known === undefined || (known.target.kind === 'attribute' && attributeNameIssue(known.target.name) !== null) ? null : { kind, field }
  }
  if ((kind === 'attribute-name' || kind === 'attribute-value') && typeof number === 'number') return { kind, number }
  if (kind === 'list' && (list === 'attributes' || list === 'phoneNumbers' || list === 'addresses')) return { kind, list }
  return null
}
