/** A value of a user against the value that a filter names: texts with case, numbers as numbers, dates as moments. */

export type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'matches' | 'contains'

/** All values behind a name; a dot leads into objects and into every item of a list. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return path.length === 0 ? [value] : value.flatMap((item) => valuesAt(item, path))
  const [name, ...rest] = path
  if (name === undefined) return [value]
  return typeof value === 'object' && value !== null ? valuesAt((value as Record<string, unknown>)[name], rest) : []
}

export function passes(user: Readonly<Record<string, unknown>>, name: string, comparison: Comparison, wanted: unknown): boolean {
  const values = valuesAt(user, name.split('.')).filter((value) => value !== undefined && value !== null)
  if (comparison === 'ne') return !passes(user, name, 'eq', wanted)
  if (values.length === 0) return comparison === 'eq' && (wanted === null || wanted === '')
  return values.some((value) => compare(value, comparison, wanted))
}

function compare(own: unknown, comparison: Comparison, wanted: unknown): boolean {
  if (comparison === 'matches') return typeof own === 'string' && wanted instanceof RegExp && wanted.test(own)
  if (comparison === 'contains') return typeof own === 'string' && own.toLowerCase().includes(String(wanted))
  const [a, b] = alike(own, wanted)
  if (comparison === 'eq') return a === b
  if (a === null || b === null) return false
  return comparison === 'gt' ? a > b : comparison === 'gte' ? a >= b : comparison === 'lt' ? a < b : a <= b
}

const isDate = (value: string): boolean => /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.test(value) && !Number.isNaN(Date.parse(value))

/** Both sides as what the user's own value is. */
function alike(own: unknown, wanted: unknown): [string | number | null, string | number | null] {
  if (typeof own === 'number') return [own, wanted === '' || wanted === null || Number.isNaN(Number(wanted)) ? null : Number(wanted)]
  if (typeof own === 'string' && typeof wanted === 'string' && isDate(own) && isDate(wanted)) return [Date.parse(own), Date.parse(wanted)]
  return [asText(own), asText(wanted)]
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
