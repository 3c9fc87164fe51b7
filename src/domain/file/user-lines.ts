/** Leaves only users among the rows of a file: lines that are none are skipped, and lines below another header are told apart. */
import type { ReadingChoices } from './reading.ts'
import { lineSorter, type SkippedKind, type SkippedLine } from './skipped-lines.ts'

/** Rows of a file, and the line on which each begins. */
export interface Lines {
  readonly rows: readonly string[][]
  readonly lines: readonly number[]
}

interface Options {
  readonly headerRows: readonly (readonly string[])[]
  readonly width: number
  /** The first rows. */
  readonly sample: readonly (readonly string[])[]
  /** Columns that may hold secrets, whose texts are never shown. */
  readonly secret: readonly boolean[]
  readonly choices: ReadingChoices
}

/** Skipped lines that are kept to be shown. */
const mostShown = 200

export function userLines({ headerRows, width, sample, secret, choices }: Options) {
  const { kindOf, mayBeNoUser } = lineSorter(headerRows, width, sample)
  const kept = new Set(choices.keptLines)
  const skipped: SkippedLine[] = []
  const skippedCounts = new Map<SkippedKind, number>()
  /** Line of a header with other columns, until the first one comes again. */
  let otherHeader = 0
  const underOtherHeader = new Map<number, number>()

  function skip(kind: SkippedKind, cells: readonly string[], line: number) {
    skippedCounts.set(kind, (skippedCounts.get(kind) ?? 0) + 1)
    if (skipped.length >= mostShown) return
    const column = cells.findIndex((cell) => cell.trim() !== '')
    const isMore = cells.some((cell, index) => index > column && cell.trim() !== '')
    const text = secret[column] === true ? '••••••' : (cells[column] ?? '').trim().slice(0, 80)
    skipped.push({ line, kind, text: `${text}${isMore ? ' …' : ''}` })
  }

  /** A footer is found first, so a total that comes here has rows below it. */
  function keep(found: Lines): Lines {
    if (choices.skippedLines === 'keep') return found
    let rows: string[][] | null = null
    let at: number[] = []
    for (let index = 0; index < found.rows.length; index += 1) {
      const cells = found.rows[index] ?? []
      const line = found.lines[index] ?? 0
      const kind = kindOf(cells)
      if (kind === 'header') otherHeader = 0
      if (kind === 'other-header') otherHeader = line
      const isSkipped = kind !== null && !kept.has(line) && !(kind === 'total' && choices.footer === 'keep')
      if (isSkipped) {
        skip(kind === 'other-header' ? 'header' : kind, cells, line)
        if (rows === null) {
          rows = found.rows.slice(0, index)
          at = found.lines.slice(0, index)
        }
      } else {
        if (otherHeader > 0) underOtherHeader.set(line, otherHeader)
        if (rows !== null) {
          rows.push(cells)
          at.push(line)
        }
      }
    }
    return rows === null ? found : { rows, lines: at }
  }

  /** A title that is merged across the table is no user; false where it is to be read as one all the same. */
  const skipSection = (cells: readonly string[], line: number): boolean => {
    if (choices.skippedLines === 'keep' || kept.has(line)) return false
    skip('section', cells, line)
    return true
  }
  /** Why a line is blocked that stands below a header with other columns; of any other what its shape says. */
  const blockedBy = (line: number, byShape: string | null): string | null => {
    const other = underOtherHeader.get(line)
    return other === undefined ? byShape : `The header on line ${other} names other columns for this line. Import these lines as a file of their own.`
  }
  return {
    keep,
    skipSection,
    blockedBy,
    isKept: (line: number) => kept.has(line),
    skipped,
    skippedCounts,
    mayBeNoUser,
    /** Whether lines behind these, which are not looked at yet, stand under a header with other columns. */
    isUnderOther: (late: readonly (readonly string[])[]) => otherHeader > 0 || late.some((cells) => kindOf(cells) === 'other-header'),
  }
}
