/** What a cell of a workbook says as text: numbers as they are shown, dates as days, and nothing altered that is not counted. */

export type NumberFormat = 'plain' | 'date' | 'date-time' | 'time' | { readonly zeros: number } | 'decorated'

/** Formats that a workbook knows by number alone (ECMA-376, 18.8.30), the dates among them. */
const builtIn: Readonly<Record<number, NumberFormat>> = {
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'date-time',
  45: 'time',
  46: 'time',
  47: 'time',
  27: 'date',
  28: 'date',
  29: 'date',
  30: 'date',
  31: 'date',
  36: 'date',
  50: 'date',
  54: 'date',
  57: 'date',
  58: 'date',
}

/** Excel allows 255 characters. */
const longestCode = 1_000

export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn[id] ?? 'plain'
  if (code.length > longestCode) return 'decorated'
  // The first section is that of positive numbers; literals and colors say nothing about the kind.
  const bare = (code.split(';')[0] ?? '').replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  if (/^general$/i.test(code.trim()) || code === '@') return 'plain'
  const hasDay = /[dy]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))
  const hasTime = /[hs]/i.test(bare)
  if (hasDay && !/[0#?]/.test(bare.replaceAll(/\.0+/g, ''))) return hasTime ? 'date-time' : 'date'
  if (hasTime) return 'time'
  if (/^0+$/.test(code)) return code.length > 1 ? { zeros: code.length } : 'plain'
  return /^[#0,.?\s]*$/.test(code) ? 'plain' : 'decorated'
}

const dayMs = 86_400_000
const two = (value: number) => String(value).padStart(2, '0')

/** The day number of a workbook as an ISO date. Before 1 March 1900 Excel counts a day that never was; nobody was hired then. */
function isoDate(days: number, is1904: boolean, withTime: boolean): string {
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const at = new Date(epoch + Math.round((days * dayMs) / 1000) * 1000)
  if (Number.isNaN(at.getTime())) return String(days)
  const date = `${String(at.getUTCFullYear()).padStart(4, '0')}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
  return withTime ? `${date}T${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}` : date
}

/** A number as its cell shows it: fifteen digits, as a spreadsheet has them; more are kept as they are stored. */
function plainNumber(stored: string): string {
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : stored
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e') ? stored : text
}

export function numberText(stored: string, format: NumberFormat, is1904: boolean): string {
  const value = Number(stored)
  if (format === 'plain' || format === 'decorated' || !Number.isFinite(value)) return plainNumber(stored)
  if (typeof format === 'object') return Number.isInteger(value) && value >= 0 ? plainNumber(stored).padStart(format.zeros, '0') : plainNumber(stored)
  if (value < 0 || value > 2_958_466) return plainNumber(stored)
  if (format === 'time') return value < 1 ? isoDate(value, is1904, true).slice(11) : isoDate(value, is1904, true)
  return isoDate(value, is1904, format === 'date-time' && value % 1 !== 0)
}

/** A date that is stored as text, in the form of the others: 2026-12-31, and the time only where there is one. */
export function isoText(text: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/.exec(text.trim())
  if (found === null) return text
  const [, date = '', time = ''] = found
  const whole = time.length === 5 ? `${time}:00` : time
  return whole === '' || whole === '00:00:00' ? date : `${date}T${whole}`
}
