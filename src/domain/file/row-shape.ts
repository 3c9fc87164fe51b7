/** Gives a row the columns of the header: what is missing is blank, and a row whose values may be under the wrong headers gets a reason to block it. */
import { counted } from '../count.ts'
import type { ReadingChoices } from './reading.ts'
import { isBlank } from './structure.ts'
import { countOf, delimiterNames, loneText, marks, splitLine, type InnerDialect } from './whole-lines.ts'

/** How the rows of a file may be out of shape. */
export interface ShapeRules {
  readonly headers: readonly string[]
  /** '' where the cells are given, as in a workbook. */
  readonly delimiter: string
  /** The delimiter of another program that follows the header and the rows: “department,,,,”. */
  readonly tail: string
  readonly inner: InnerDialect | null
  readonly choices: ReadingChoices
}

const commonSigns = [',', ';', '\t', '|']

/** Which delimiter the last name of a header ends in, though the file is split at another one; '' where it is a name like any other. */
export function tailOf(headers: readonly string[], delimiter: string): string {
  const last = (headers[filledEnd(headers)] ?? '').trimEnd().at(-1) ?? ''
  return last !== '' && last !== delimiter.trim() && commonSigns.includes(last) ? last : ''
}

const filledEnd = (cells: readonly string[]) => cells.findLastIndex((cell) => cell.trim() !== '')

export function withoutTail(cell: string, tail: string): string {
  let end = cell.length
  while (end > 0 && (cell[end - 1] === tail || cell[end - 1] === ' ')) end -= 1
  // Blanks alone are no tail.
  return cell.slice(0, end) + (cell.slice(end).includes(tail) ? '' : cell.slice(end))
}

const entity = /&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8})$/i

/** A line that another program split, quoted as a whole or at another delimiter, as a sentence; null for any other. */
function otherDelimiter(cells: readonly string[], width: number, delimiter: string): string | null {
  const holdsLine = (text: string, mark: string) => {
    const count = countOf(text, mark)
    return count >= width - 1 || (count > 0 && /\S@\S/.test(text))
  }
  const splitBy = (mark: string) =>
    `The line is split by ${delimiterNames[mark] ?? ''}, and the rest of the file by ${delimiterNames[delimiter] ?? 'another delimiter'}. Correct it in the grid, then include it.`
  const lone = loneText(cells)
  if (lone !== null) {
    const found = marks.find((mark) => holdsLine(lone, mark))
    if (found === undefined) return null
    return found === delimiter || delimiter === ''
      ? `The whole line is one value with ${countOf(lone, found) + 1} values in it. Split it in the import options, or correct it in the grid.`
      : splitBy(found)
  }
  if (cells.length >= width || delimiter === '') return null
  const text = cells.join('')
  if (delimiter === ', ') return text.includes(',') ? splitBy(',') : null
  const found = marks.find((mark) => mark !== delimiter && countOf(text, mark) >= width - 1)
  return found === undefined ? null : splitBy(found)
}

/** Rows of more values than the header has columns: cut, joined where that was chosen, and never moved by guess. */
function surplusCutter({ headers, delimiter, choices }: ShapeRules) {
  const width = headers.length
  const joinAt = typeof choices.extraValues === 'number' ? choices.extraValues : null
  const counts = { emptyTails: 0, joined: 0 }
  /** How often the surplus begins behind each column with a blank, as after a comma in a text. */
  const spaced = new Uint32Array(width)
  let wide = 0

  function cut(cells: string[]): string | null {
    const surplus = filledEnd(cells) + 1 - width
    if (surplus <= 0) {
      counts.emptyTails += 1
      cells.length = width
      return null
    }
    if (joinAt !== null && joinAt < width) {
      cells.splice(joinAt, surplus + 1, cells.slice(joinAt, joinAt + surplus + 1).join(delimiter === '' ? ',' : delimiter))
      counts.joined += 1
      cells.length = width
      return null
    }
    wide += 1
    for (let at = 0; at < width; at += 1) if (cells.slice(at + 1, at + 1 + surplus).every((cell) => cell.startsWith(' '))) spaced[at] = (spaced[at] ?? 0) + 1
    const hint = delimiter === ';' && cells.some((cell) => entity.test(cell)) ? ' HTML entities such as “&amp;” may have split a value.' : ''
    cells.length = width
    return `The line has ${width + surplus} values, and the header ${counted(width, 'column')}, so values may be under the wrong headers.${hint} Correct it in the grid, then include it.`
  }

  return {
    cut,
    counts,
    hasWide: () => wide > 0,
    /** The column whose values probably have a delimiter in them, or null. */
    suggested: (): number | null => {
      const most = spaced.reduce((best, count, at) => (count > (spaced[best] ?? 0) ? at : best), 0)
      return wide > 0 && (spaced[most] ?? 0) >= wide * 0.9 ? most : null
    },
  }
}

export function rowShaper(rules: ShapeRules) {
  const { headers, delimiter, tail, inner, choices } = rules
  const width = headers.length
  const counts = { short: 0, tails: 0, split: 0 }
  const shortLines: number[] = []
  const surplus = surplusCutter(rules)

  /** Makes the row as wide as the header; a sentence where it has to be checked before it is sent. */
  function shape(cells: string[], line: number): string | null {
    if (inner !== null || choices.wholeLines === 'split') splitWhole(cells)
    if (tail !== '') {
      const reason = removeTail(cells)
      if (reason !== null) return evened(cells, reason)
    }
    if (width === 1 && cells.length === 1) return null
    if (cells.length < width || cells[1] === '' || cells.length === 1) {
      const reason = otherDelimiter(cells, width, delimiter)
      if (reason !== null) return evened(cells, reason)
    }
    if (cells.length < width) pad(cells, line)
    else if (cells.length > width) return surplus.cut(cells)
    const last = cells[width - 1] ?? ''
    return tail === '' && endsInMark(last) && otherTail(last)
      ? evened(cells, 'The last value ends in delimiters of another program. Remove them in the grid, then include the row.')
      : null
  }

  function splitWhole(cells: string[]) {
    const text = loneText(cells)
    if (text === null) return
    const by = inner ?? { delimiter: mostOf(text), quote: '"' as const }
    if (by.delimiter === '' || !text.includes(by.delimiter)) return
    cells.splice(0, cells.length, ...splitLine(text, by))
    counts.split += 1
  }

  function removeTail(cells: string[]): string | null {
    const at = filledEnd(cells)
    const cell = cells[at] ?? ''
    const plain = withoutTail(cell, tail)
    if (plain !== cell) {
      cells[at] = plain
      counts.tails += 1
    }
    return cells.length === width && plain.includes(tail + tail)
      ? `The last value has ${delimiterNames[tail] ?? 'delimiters'} of another program in it. Correct it in the grid, then include the row.`
      : null
  }

  function evened(cells: string[], reason: string): string {
    cells.length = Math.min(cells.length, width)
    while (cells.length < width) cells.push('')
    return reason
  }

  function pad(cells: string[], line: number) {
    if (!isBlank(cells)) {
      counts.short += 1
      if (shortLines.length < 3) shortLines.push(line)
    }
    while (cells.length < width) cells.push('')
  }

  const { hasWide, suggested } = surplus
  return { shape, counts: () => ({ ...counts, ...surplus.counts }), shortLines, hasWide, suggested }
}

const endsInMark = (text: string) => {
  const unit = text.charCodeAt(text.length - 1)
  return unit === 44 || unit === 59 || unit === 124 || unit === 9
}
const otherTail = (text: string) => /,{2,}$|;{2,}$|\|{2,}$|\t{2,}$/.test(text)

const mostOf = (text: string): string => {
  const [best] = marks.map((mark) => [mark, countOf(text, mark)] as const).sort((a, b) => b[1] - a[1])
  return best === undefined || best[1] === 0 ? '' : best[0]
}
