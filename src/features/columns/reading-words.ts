/** What was found about a file, in words, and what may be chosen instead. */
import type { Newline, Reading } from '#domain/file/reading.ts'
import { encodings } from '#adapters/csv/encoding.ts'

interface Option {
  readonly value: string
  readonly label: string
}

/** The value of an option that leaves the finding to the reader. */
export const found = 'found'

const delimiterNames: readonly (readonly [delimiter: string, name: string])[] = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Vertical bar'],
  [', ', 'Comma and space'],
  ['', 'None: one column'],
]
const newlineNames: readonly (readonly [newline: Newline, name: string])[] = [
  ['\r\n', 'CR LF (Windows)'],
  ['\n', 'LF (Unix, macOS)'],
  ['\r', 'CR (old Mac)'],
  ['any', 'Any of them, mixed'],
]
const quoteNames: readonly (readonly [quote: Reading['quote'], name: string])[] = [
  ['"', 'Double quotes'],
  ["'", 'Apostrophes'],
  ['', 'None: quotes are letters'],
]

const nameIn = (names: readonly (readonly [string, string])[], value: string) => names.find(([each]) => each === value)?.[1] ?? `“${value}”`
/** "Found: Comma", then everything that may be chosen. */
const choicesOf = (names: readonly (readonly [string, string])[], now: string): Option[] => [
  { value: found, label: `Found: ${now}` },
  ...names.map(([value, label]) => ({ value: `=${value}`, label })),
]

export const delimiterName = (reading: Reading) => nameIn(delimiterNames, reading.delimiter)

export const encodingChoices = (reading: Reading) => choicesOf(encodings, reading.encoding)
export const delimiterChoices = (reading: Reading) => choicesOf(delimiterNames, delimiterName(reading))
export const quoteChoices = (reading: Reading) => choicesOf(quoteNames, nameIn(quoteNames, reading.quote))
export const newlineChoices = (reading: Reading) => choicesOf(newlineNames, nameIn(newlineNames, reading.newline))

/** One line: what kind of file it was taken for. */
export function inShort(reading: Reading): string {
  if (reading.kind === 'workbook') return `Excel workbook, sheet “${reading.sheet ?? ''}”`
  if (reading.tokenizer === 'html') return 'HTML table'
  return `${reading.encoding} · ${reading.delimiter === '' ? 'One column' : `Delimiter: ${delimiterName(reading).toLowerCase()}`}`
}

/** Where the header was found. */
export function headerWords({ headerLines }: Reading): string {
  if (headerLines.length === 0) return 'no header row'
  return headerLines.length === 1 ? `header on line ${headerLines[0]}` : `header on lines ${headerLines.join(' and ')}`
}
