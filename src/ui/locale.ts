/** Writes numbers and times the way the reader's browser does. Nothing else formats either. */

const formats = {
  number: new Intl.NumberFormat(),
  decimal: new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }),
  time: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
  dateTime: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
  relative: new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }),
}

/** "1,204". */
export const formatNumber = (value: number): string => formats.number.format(value)

/** "1.5": one digit after the point at most. */
export const formatDecimal = (value: number): string => formats.decimal.format(value)

/** "10:42 AM", of a time in epoch milliseconds. */
export const formatTime = (at: number): string => formats.time.format(at)

/** "Nov 25, 2026". */
export const formatDate = (at: number): string => formats.date.format(at)

/** "Nov 25, 2026, 10:42:07 AM". */
export const formatDateTime = (at: number): string => formats.dateTime.format(at)

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "2 minutes ago"; less than a minute is "just now". */
export function formatAgo(at: number, now: number): string {
  const step = steps.find(([, ms]) => now - at >= ms)
  return step === undefined ? 'just now' : formats.relative.format(-Math.floor((now - at) / step[1]), step[0])
}
