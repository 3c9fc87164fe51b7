/** Transforms and repairs from a recipe that somebody sent: nothing of it is believed before it is known for a step. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { causeNames } from '../packed/issue.ts'
import { isKept, type HeaderInput, type RecipeStep, type StepSet } from './recipe-steps.ts'
import type { TransformOf } from './transforms/transform.ts'

type Unread = Readonly<Record<string, unknown>>
type Stored = TransformOf<HeaderInput>

const isObject = (value: unknown): value is Unread => typeof value === 'object' && value !== null
const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | null => choices.find((choice) => choice === value) ?? null
const text = (value: unknown): string | null => (typeof value === 'string' && value.length <= 2_000 ? value : null)
const field = (value: unknown): FieldKey | null => (typeof value === 'string' && fieldByKey(value) !== undefined ? value : null)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

function input(value: unknown): HeaderInput | null {
  if (!isObject(value)) return null
  const key = field(value['field'])
  if (value['kind'] === 'field') return key === null ? null : { kind: 'field', field: key }
  const header = text(value['header'])
  const { kind, occurrence } = value
  return kind === 'header' && header !== null && typeof occurrence === 'number' ? { kind, header, occurrence } : null
}

/** Pairs of texts, as JSON has a map. */
function pairs(value: unknown): ReadonlyMap<string, string> | null {
  if (!Array.isArray(value) || value.length > 1_000) return null
  const read = value.flatMap((pair: unknown) => {
    const [from, to] = Array.isArray(pair) ? [text(pair[0]), text(pair[1])] : [null, null]
    return from === null || to === null ? [] : [[from, to] as const]
  })
  return read.length === value.length ? new Map(read) : null
}

/** An object of values that were all read, or null. */
function whole<T extends Readonly<Record<string, unknown>>>(parts: T): { readonly [K in keyof T]: Exclude<T[K], null> } | null {
  return Object.values(parts).includes(null) ? null : (parts as { readonly [K in keyof T]: Exclude<T[K], null> })
}

const flagOf = (value: unknown): boolean | null => (isFlag(value) ? value : null)
const made = <T extends object>(kind: string, parts: T | null): Stored | null => (parts === null ? null : ({ kind, ...parts } as unknown as Stored))

const readers: { readonly [K in Stored['kind']]: (value: Unread) => Stored | null } = {
  'split-name': (value) => made('split-name', whole({ from: input(value['from']), onlyBlank: flagOf(value['onlyBlank']) })),
  combine(value) {
    const inputs = Array.isArray(value['inputs']) && value['inputs'].length <= 10 ? value['inputs'].map(input) : [null]
    return inputs.includes(null)
      ? null
      : made('combine', whole({ field: field(value['field']), inputs, pattern: text(value['pattern']), onlyBlank: flagOf(value['onlyBlank']) }))
  },
  fixed: (value) => made('fixed', whole({ field: field(value['field']), text: text(value['text']), onlyBlank: flagOf(value['onlyBlank']) })),
  fill: (value) => made('fill', whole({ field: field(value['field']), from: input(value['from']) })),
  usernames(value) {
    const maximum = typeof value['maximum'] === 'number' && value['maximum'] >= 1 && value['maximum'] <= 1_024 ? value['maximum'] : null
    const fullName = value['fullName'] === null ? null : input(value['fullName'])
    const read = whole({
      pattern: text(value['pattern']),
      maximum,
      onlyBlank: flagOf(value['onlyBlank']),
    })
    const umlauts = oneOf(value['umlauts'], ['two-letters', 'one-letter'])
    return read === null || umlauts === null || (value['fullName'] !== null && fullName === null) ? null : { kind: 'usernames', ...read, umlauts, fullName }
  },
  values: (value) => made('values', whole({ field: field(value['field']), values: pairs(value['values']) })),
  countries: (value) => made('countries', whole({ field: field(value['field']) })),
  'name-order': (value) => made('name-order', whole({ field: field(value['field']) })),
  brackets: (value) => made('brackets', whole({ field: field(value['field']) })),
  zeros(value) {
    const { digits } = value
    const key = field(value['field'])
    return key !== null && typeof digits === 'number' && digits >= 1 && digits <= 64 ? { kind: 'zeros', field: key, digits } : null
  },
  phones(value) {
    const countryFrom = value['countryFrom'] === null ? null : input(value['countryFrom'])
    const read = whole({ field: field(value['field']), country: text(value['country']) })
    return read === null || (value['countryFrom'] !== null && countryFrom === null) ? null : { kind: 'phones', ...read, countryFrom }
  },
  dates(value) {
    const key = field(value['field'])
    const order = oneOf(value['order'], ['day-first', 'month-first'])
    return key === null || (value['order'] !== null && order === null) ? null : { kind: 'dates', field: key, order }
  },
  replace: (value) =>
    made(
      'replace',
      whole({
        field: field(value['field']),
        find: text(value['find']),
        by: text(value['by']),
        isWholeCell: flagOf(value['isWholeCell']),
        matchCase: flagOf(value['matchCase']),
      }),
    ),
  case: (value) => made('case', whole({ field: field(value['field']), to: oneOf(value['to'], ['upper', 'lower', 'name', 'sentence']) })),
}

function repairFrom(value: Unread): RecipeStep | null {
  const key = field(value['field'])
  const cause = oneOf(value['cause'], causeNames)
  const order = oneOf(value['order'], ['day-first', 'month-first'])
  const words = value['words'] === undefined ? undefined : pairs(value['words'])
  if (key === null || cause === null || words === null) return null
  return { kind: 'repair', cause, field: key, ...(order === null ? {} : { order }), ...(words === undefined ? {} : { words }) }
}

function stepFrom(value: unknown): RecipeStep | null {
  if (!isObject(value)) return null
  if (value['kind'] === 'repair') return repairFrom(value)
  const { transform } = value
  if (value['kind'] !== 'transform' || !isObject(transform)) return null
  const kind = text(transform['kind']) ?? ''
  const read = Object.hasOwn(readers, kind) ? readers[kind as Stored['kind']](transform) : null
  return read === null ? null : { kind: 'transform', transform: read }
}

/** The sets of steps of a recipe, or null where one cannot be read. What would hold a secret is dropped. */
export function readStepSets(value: unknown): StepSet[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value)) return null
  const sets = value.map((each: unknown): StepSet | null => {
    if (!isObject(each)) return null
    const { headers, steps } = each
    if (!Array.isArray(headers) || !Array.isArray(steps) || !headers.every((header): header is string => typeof header === 'string')) return null
    const read = steps.map(stepFrom)
    return read.includes(null) ? null : { headers, steps: read.flatMap((step) => (step !== null && isKept(step) ? [step] : [])) }
  })
  return sets.includes(null) ? null : sets.flatMap((set) => set ?? [])
}

/** As JSON: maps become pairs. */
export const stepsAsJson = (sets: readonly StepSet[]): unknown =>
  JSON.parse(JSON.stringify(sets, (_, value: unknown) => (value instanceof Map ? [...(value as ReadonlyMap<string, string>)] : value)))
