/** What JumpCloud may make of values: the same meaning in another spelling. Only the emails are documented; all else is a guess to be survived. */

/** Dates with milliseconds, phones without what is between their digits, texts without blanks around them, names and emails in lower case. */
export function normalized(element: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(element).map(([name, value]) => [name, valueOf(name, value)]))
}

const lowerCase = new Set(['email', 'username', 'alternateEmail'])
const isDate = /^\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?$/

function valueOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => valueOf('', item))
  if (typeof value === 'object' && value !== null) return normalized(value as Record<string, unknown>)
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (lowerCase.has(name)) return text.toLowerCase()
  if (name === 'number') return text.replaceAll(/[^\d+]/g, '')
  if (isDate.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString()
  return text
}
