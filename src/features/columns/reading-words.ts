/** What was found about a file, in words, and what may be chosen instead. */
import type { Newline, Offer, Reading, ReadingChoices } from '#domain/file/reading.ts'
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
  ['any', 'Mixed'],
]
const quoteNames: readonly (readonly [quote: Reading['quote'], name: string])[] = [
  ['"', 'Double quotes'],
  ["'", 'Apostrophes'],
  ['', 'None'],
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

interface OfferOption {
  readonly offer: Offer
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly changeTo: (value: string) => { readonly [key in keyof ReadingChoices]?: ReadingChoices[key] | undefined }
}

/** Options with two values: as found, and one other. */
const simple: readonly (readonly [offer: Exclude<Offer, 'extraValues'>, label: string, asFound: string, other: string, choice: string])[] = [
  ['skippedLines', 'Comments and other skipped lines', 'Skipped', 'Read as rows', 'keep'],
  ['tails', 'Delimiters at the end of lines', 'Removed', 'Kept', 'keep'],
  ['merged', 'Merged cells', 'Filled with their value', 'Blank below the first', 'blank'],
  ['spaces', 'Spaces around values', 'Kept', 'Removed, except in passwords', 'remove'],
  ['apostrophes', 'Apostrophes before = + - @', 'Removed in Rollcall’s own files', 'Kept', 'keep'],
]
const mostJoined = 60

/** Import options that only concern this file. */
export function offerOptions({ source, table }: { readonly source: Reading; readonly table: { readonly headers: readonly string[] } }): OfferOption[] {
  const { choices, offers = [] } = source
  const isOffered = (offer: Offer) => offers.includes(offer) || choices[offer] !== undefined || offer === 'spaces'
  const two = simple.flatMap(([offer, label, asFound, other, choice]): OfferOption[] =>
    isOffered(offer)
      ? [
          {
            offer,
            label,
            value: choices[offer] ?? found,
            options: [
              { value: found, label: asFound },
              { value: choice, label: other },
            ],
            changeTo: (value) => ({ [offer]: value === found ? undefined : value, ...(offer === 'skippedLines' ? { keptLines: undefined } : {}) }),
          },
        ]
      : [],
  )
  const lines: OfferOption = {
    offer: 'wholeLines',
    label: 'Lines with a single value',
    value: choices.wholeLines ?? found,
    options: [
      { value: found, label: 'Split if all lines are like that' },
      { value: 'split', label: 'Split' },
      { value: 'keep', label: 'Kept as they are' },
    ],
    changeTo: (value) => ({ wholeLines: value === 'split' || value === 'keep' ? value : undefined }),
  }
  const extra: OfferOption = {
    offer: 'extraValues',
    label: 'Rows with too many values',
    value: choices.extraValues === undefined ? found : String(choices.extraValues),
    options: [
      { value: found, label: 'Blocked' },
      { value: 'columns', label: 'Read as extra columns' },
      ...table.headers.slice(0, mostJoined).map((header, column) => ({ value: String(column), label: `Joined in “${header}”` })),
    ],
    changeTo: (value) => ({ extraValues: value === found ? undefined : value === 'columns' ? 'columns' : Number(value) }),
  }
  return [...(isOffered('extraValues') ? [extra] : []), ...(isOffered('wholeLines') ? [lines] : []), ...two]
}
