/** What was noticed in the rows of a file, in sentences. No note quotes a cell: it could be a password. */
import { counted, plural } from '../count.ts'
import type { BlockedLine } from './reading.ts'
import { skippedNote, type SkippedKind, type SkippedLine } from './skipped-lines.ts'
import { delimiterNames } from './whole-lines.ts'

interface Noticed {
  readonly headers: readonly string[]
  readonly heldBack: readonly BlockedLine[]
  readonly skipped: readonly SkippedLine[]
  readonly skippedCounts: ReadonlyMap<SkippedKind, number>
  readonly short: number
  readonly shortLines: readonly number[]
  readonly emptyTails: number
  readonly tails: number
  readonly tail: string
  readonly joined: number
  readonly split: number
  readonly spaces: number
  readonly blankRows: number
  readonly blankLine: number
  readonly footer: number
  readonly apostrophes: number
  readonly joinAt: number | null
}

const named = 3
const linesOf = (lines: readonly number[], count: number) => `${plural(count, 'line')} ${lines.slice(0, named).join(', ')}${count > named ? ' …' : ''}`

/** Each kind of note, in the order in which they are shown. */
const kinds: readonly ((noticed: Noticed) => string | null)[] = [
  blockedNote,
  ({ skipped, skippedCounts }) => skippedNote(skipped, skippedCounts),
  ({ split }) =>
    split === 0 ? null : `${counted(split, 'line was', 'lines were')} a single value each, and ${plural(split, 'is', 'are')} split into columns.`,
  ({ tails, tail }) =>
    tails === 0 ? null : `The header and ${counted(tails, 'row')} end in ${delimiterNames[tail] ?? 'delimiters'} of another program. Removed.`,
  ({ joined }) => (joined === 0 ? null : `${counted(joined, 'row')} had a value without quotes that was split. Joined.`),
  ({ short, shortLines }) =>
    short === 0 ? null : `${counted(short, 'row has', 'rows have')} fewer values than the header (${linesOf(shortLines, short)}). The missing ones are blank.`,
  ({ emptyTails }) => (emptyTails === 0 ? null : `${counted(emptyTails, 'row has', 'rows have')} empty columns after the last one with a name. Skipped.`),
  ({ blankRows, blankLine }) => (blankRows === 0 ? null : `${counted(blankRows, 'blank row')} skipped (the first on line ${blankLine}).`),
  ({ footer }) =>
    footer === 0
      ? null
      : footer === 1
        ? 'The last line looks like a total, not a user. Skipped.'
        : `The last ${footer} lines look like totals or remarks, not users. Skipped.`,
  ({ spaces }) => (spaces === 0 ? null : `Spaces around ${counted(spaces, 'value')} removed.`),
  ({ apostrophes }) =>
    apostrophes === 0
      ? null
      : `${counted(apostrophes, 'value')} had an apostrophe that Rollcall adds so that spreadsheets don't run ${plural(apostrophes, 'it', 'them')} as a formula. Removed.`,
]

export const bodyNotes = (noticed: Noticed): string[] => kinds.flatMap((note) => note(noticed) ?? [])

/** Blocked rows by their reason: what stands in most of them is said once. */
function blockedNote({ heldBack, joinAt, headers }: Noticed): string | null {
  if (heldBack.length === 0) return null
  const lines = linesOf(
    heldBack.map(({ line }) => line),
    heldBack.length,
  )
  const kinds = new Set(heldBack.map(({ message }) => message))
  const reason = kinds.size === 1 ? ` ${[...kinds][0]}` : ' Each row says why in the grid. Correct it there, then include it.'
  const hint = joinAt === null ? '' : ` “${headers[joinAt] ?? ''}” probably has an unquoted delimiter in it.`
  return `${counted(heldBack.length, 'row')} blocked (${lines}).${reason}${hint}`
}
