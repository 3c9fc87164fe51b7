/** The transforms and repairs of a recipe: what was done to the values of a file, to be proposed for the next one of the same headers. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { soundsSecret } from '../fields/secret-header.ts'
import type { Cause } from '../packed/issue.ts'
import type { DateOrder } from './transforms/dates.ts'
import { transformTitle, type Input, type Transform, type TransformOf } from './transforms/transform.ts'
import { headerKeys } from './header-keys.ts'
import type { ColumnMapping } from './model.ts'

/** An input that another file has too: the second of two columns with one header is occurrence 2. */
export type HeaderInput =
  | { readonly kind: 'field'; readonly field: FieldKey }
  | { readonly kind: 'header'; readonly header: string; readonly occurrence: number }

export interface RepairStep {
  readonly kind: 'repair'
  readonly cause: Cause
  readonly field: FieldKey
  /** What was chosen where the repair has more than one way. */
  readonly order?: DateOrder
  readonly words?: ReadonlyMap<string, string>
}

export type RecipeStep = { readonly kind: 'transform'; readonly transform: TransformOf<HeaderInput> } | RepairStep

/** What can be done to the draft that is open. */
export type Step = { readonly kind: 'transform'; readonly transform: Transform } | RepairStep

/** Steps of one kind of file: they are proposed where a file has all these headers. */
export interface StepSet {
  /** By `headerKeys`. */
  readonly headers: readonly string[]
  readonly steps: readonly RecipeStep[]
}

/** The transform with each input named another way; null where one has no such name. */
function withInputs<I, J>(transform: TransformOf<I>, name: (input: I) => J | null): TransformOf<J> | null {
  switch (transform.kind) {
    case 'split-name':
    case 'fill': {
      const from = name(transform.from)
      return from === null ? null : { ...transform, from }
    }
    case 'combine': {
      const inputs = transform.inputs.flatMap((input) => name(input) ?? [])
      return inputs.length < transform.inputs.length ? null : { ...transform, inputs }
    }
    case 'usernames': {
      const fullName = transform.fullName === null ? null : name(transform.fullName)
      return transform.fullName !== null && fullName === null ? null : { ...transform, fullName }
    }
    case 'phones': {
      const countryFrom = transform.countryFrom === null ? null : name(transform.countryFrom)
      return transform.countryFrom !== null && countryFrom === null ? null : { ...transform, countryFrom }
    }
    default:
      return transform
  }
}

const isSecretField = (field: FieldKey): boolean => fieldByKey(field)?.secret === true
export const inputsOf = (transform: TransformOf<HeaderInput>): readonly HeaderInput[] => {
  const found: HeaderInput[] = []
  withInputs(transform, (input) => {
    found.push(input)
    return input
  })
  return found
}

/** Whether a step may be kept: nothing of a password, and nothing from a column that sounds like one. */
export function isKept(step: RecipeStep): boolean {
  if (step.kind === 'repair') return !isSecretField(step.field)
  const { transform } = step
  if ('field' in transform && isSecretField(transform.field)) return false
  return inputsOf(transform).every((input) => (input.kind === 'field' ? !isSecretField(input.field) : !soundsSecret(input.header)))
}

/** A transform as a recipe keeps it; null for one that is not kept. */
export function recipeStep(transform: Transform, headers: readonly string[]): RecipeStep | null {
  const keys = headerKeys(headers)
  const kept = withInputs(transform, (input: Input): HeaderInput | null => {
    if (input.kind === 'field') return input
    const header = headers[input.column]
    return header === undefined || header.trim() === '' ? null : { kind: 'header', header, occurrence: Number((keys[input.column] ?? '').split(' ').at(-1)) }
  })
  const step: RecipeStep | null = kept === null ? null : { kind: 'transform', transform: kept }
  return step !== null && isKept(step) ? step : null
}

/** The step in a file with these headers; null where a column that it reads is not there. */
export function stepFor(step: RecipeStep, headers: readonly string[]): Step | null {
  if (step.kind === 'repair') return step
  const keys = headerKeys(headers)
  const transform = withInputs(step.transform, (input: HeaderInput): Input | null => {
    if (input.kind === 'field') return input
    const [key = ''] = headerKeys([input.header])
    const column = keys.indexOf(key.replace(/ 1$/, ` ${input.occurrence}`))
    return column < 0 ? null : { kind: 'column', column }
  })
  return transform === null ? null : { kind: 'transform', transform }
}

const mostSets = 20

/** What is remembered of a file: its mapped headers, and the steps that are in force; a newer set of the same headers replaces the older. */
export function withSteps(sets: readonly StepSet[], mapping: readonly ColumnMapping[], steps: readonly RecipeStep[]): StepSet[] {
  const headers = mappedHeaders(mapping)
  const name = [...headers].sort().join('\n')
  const others = sets.filter((set) => [...set.headers].sort().join('\n') !== name)
  const kept = steps.filter(isKept)
  return kept.length === 0 || headers.length === 0 ? others : [{ headers, steps: kept }, ...others].slice(0, mostSets)
}

/** Columns that were decided, by their headers: what else a file has does not matter. */
export function mappedHeaders(mapping: readonly ColumnMapping[]): string[] {
  const keys = headerKeys(mapping.map(({ header }) => header))
  return mapping.flatMap(({ header, target }, at) => (header.trim() === '' || target.kind !== 'field' ? [] : (keys[at] ?? [])))
}

/** The newest steps that belong to a file with these headers. */
export function stepsFor(sets: readonly StepSet[], headers: readonly string[]): Step[] {
  const keys = new Set(headerKeys(headers))
  const found = sets.find((set) => set.headers.every((header) => keys.has(header)))
  return (found?.steps ?? []).flatMap((step) => stepFor(step, headers) ?? [])
}

/** What the step is called, in the list of a recipe and in the undo button. */
export function stepTitle(step: RecipeStep | Step, repairTitle: (cause: Cause) => string): string {
  return step.kind === 'transform' ? transformTitle(step.transform) : `${repairTitle(step.cause)} in ${fieldByKey(step.field)?.label ?? step.field}`
}
