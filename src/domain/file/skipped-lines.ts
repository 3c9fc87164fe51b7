/** Lines among the rows that are no users: the header again, comments, sections, examples, instructions, rules and totals. */
import { counted, plural } from '../count.ts'
import { knownHeaders } from '../fields/field-lookup.ts'
import { normalizeHeader } from '../fields/normalize-header.ts'
import { isKnownHeader, isValue } from './header-cells.ts'
import { isOwnHeader } from './own-export.ts'

export type SkippedKind = 'header' | 'comment' | 'commented-out' | 'section' | 'example' | 'instructions' | 'rule' | 'total'

/** A line of the file that was not read as a user. */
export interface SkippedLine {
  readonly line: number
  readonly kind: SkippedKind
  /** The first words of it, never from a column that may hold passwords. */
  readonly text: string
}

/** `other-header`: names of columns in another order, so the rows below it do not belong to the columns of the file. */
export type LineKind = SkippedKind | 'other-header' | null

const isFilled = (cell: string) => cell.trim() !== ''
const comment = /^\s*(?:#(?!(?:N\/A|NV|REF!|VALUE!|WERT!|NAME\?|DIV\/0!|NULL!|NUM!|ZAHL!|BEZUG!))|\/\/|\/\*|<!--|REM\s)/i
const rule = /^\s*[-=_*~.+]{2,}\s*$/
const example =
  /^\s*[[(<"']*(?:example|sample|e\.g\.|beispiel|exemple|ejemplo|esempio|exemplo|voorbeeld|przykład|例)(?![\p{L}\p{N}@._-]*@)\s*(?:row|user|zeile|:|\)|\]|>|$)/iu
const instruction =
  /^\s*[([]?\s*(?:required|optional|mandatory|recommended|text|string|number|integer|boolean|date|yes ?\/ ?no|true ?\/ ?false|pflicht(?:feld)?|obligatoire|facultatif|max(?:imum)?\.? \d+.*|yyyy-mm-dd|dd\/mm\/yyyy|mm\/dd\/yyyy)\s*[)\]]?\s*\*?\s*$/i
export const closingWord =
  /^(?:grand |sub[- ]?)?(?:total|totals|sum|summe|gesamt|zwischensumme|anzahl|count|nombre|records?|rows?|exported|generated|end of)\b/i
const decorated = /^[^\p{L}\p{N}\s"'@+([]|^[[(].*[\])]$|:\s*$/u
/** An administrator who numbers users with “#1” means no comments. */
const numbered = /^\s*#[\p{L}\p{N}]/u

/** Domains that no company has, and templates do. */
const ofExample = /@(?:[a-z\d-]+\.)*(?:example\.(?:com|org|net)|contoso\.com|fabrikam\.com|(?:your|my)(?:domain|company|org)\.com)$/i
const isAddress = (cell: string): boolean => /\S@\S+\.\S/.test(cell)
/** Of a user with an address of the company another one may be of any domain. */
const isExampleRow = (cells: readonly string[]): boolean =>
  cells.some((cell) => ofExample.test(cell.trim())) && cells.every((cell) => !isAddress(cell) || ofExample.test(cell.trim()))
/** Only beside addresses of another domain: a file of made-up users is one of its own. */
const hasExamples = (sample: readonly (readonly string[])[]): boolean =>
  sample.some(isExampleRow) && sample.some((cells) => cells.some(isAddress) && !isExampleRow(cells))

export interface LineSorter {
  readonly kindOf: (cells: readonly string[]) => LineKind
  /** Whether a word at the beginning of a line may make it another kind; null where the other cells have a say in every line. */
  readonly mayBeNoUser: ((first: string) => boolean) | null
}

/** `sample`: the first rows of the file. */
export function lineSorter(headerRows: readonly (readonly string[])[], width: number, sample: readonly (readonly string[])[]): LineSorter {
  const names = headerRows.map((cells) => cells.map((cell) => normalizeHeader(cell)))
  const ofHeader = new Set(names.flat().filter((name) => name !== ''))
  const isOwn = headerRows.length === 1 && isOwnHeader(headerRows[0] ?? [])
  const isNumbered = sample.length > 2 && sample.every((cells) => numbered.test(cells[0] ?? '') && cells.filter(isFilled).length > 1)

  const mayBeExample = !isOwn && hasExamples(sample)

  const isName = (cell: string) => {
    const name = normalizeHeader(cell)
    return ofHeader.has(name) || knownHeaders.has(name)
  }
  const mayBeNoUser = (first: string) => example.test(first) || closingWord.test(first) || instruction.test(first) || isName(first)

  return { kindOf, mayBeNoUser: mayBeExample ? null : mayBeNoUser }

  function kindOf(cells: readonly string[]): LineKind {
    const first = cells[0] ?? ''
    const unit = first.charCodeAt(0)
    if (!isNumbered && mayBeComment(unit) && comment.test(first)) return cells.filter(isFilled).length > 1 ? 'commented-out' : 'comment'
    if (mayBeExample && isExampleRow(cells)) return 'example'
    if (isLone(cells)) return loneKind(cells.find(isFilled) ?? '', width, isOwn)
    if (mayBeWord(first)) {
      if (example.test(first)) return 'example'
      if (
        closingWord.test(first) &&
        cells.slice(1).every((cell) => !isFilled(cell) || /^[\s\d.,:%()-]+$/.test(cell)) &&
        cells.filter(isFilled).length <= width / 2
      )
        return 'total'
      const header = headerKind(cells)
      if (header !== null) return header
      if (instruction.test(first) && cells.every((cell) => !isFilled(cell) || instruction.test(cell))) return 'instructions'
    }
    if ((unit === 45 || unit === 61 || unit === 43 || unit === 95 || unit === 42) && cells.every((cell) => !isFilled(cell) || rule.test(cell))) return 'rule'
    return null
  }

  /** Most cells say what a header row says in the same place; or all are names of columns, in other places. */
  function headerKind(cells: readonly string[]): 'header' | 'other-header' | null {
    // No header has an address; comparing names takes longer.
    if ((cells[1] ?? '').includes('@') || (cells[2] ?? '').includes('@')) return null
    if (!isName(cells[0] ?? '')) return null
    const filled = cells.filter(isFilled).length
    for (const each of names) {
      const same = cells.filter((cell, column) => isFilled(cell) && normalizeHeader(cell) === each[column]).length
      if (same >= Math.min(2, width) && same >= filled * 0.8) return 'header'
    }
    const isNames =
      filled >= 2 &&
      filled >= width / 2 &&
      cells.every((cell) => !isFilled(cell) || (!isValue(cell) && (ofHeader.has(normalizeHeader(cell)) || isKnownHeader(cell))))
    return isNames && cells.filter((cell) => isFilled(cell) && isKnownHeader(cell)).length >= filled / 2 ? 'other-header' : null
  }
}

const mayBeComment = (unit: number) => unit === 35 || unit === 47 || unit === 60 || unit === 32 || unit === 9 || unit === 82 || unit === 114
const mayBeWord = (first: string) => first !== '' && first.length < 80 && !/[\d@]/.test(first)

/** Whether one cell is all that there is. */
function isLone(cells: readonly string[]): boolean {
  let filled = 0
  for (let index = 0; index < cells.length; index += 1) {
    if ((cells[index] ?? '') === '' || !isFilled(cells[index] ?? '')) continue
    filled += 1
    // Most rows are known for users by their first two cells.
    if (filled > 1) return false
  }
  return filled === 1
}

/** One cell alone is a title of what follows where it is decorated, ends in a colon, or is more than one word. */
function loneKind(text: string, width: number, isOwn: boolean): LineKind {
  const trimmed = text.trim()
  if (width < 2 || /\S@\S/.test(trimmed)) return null
  if (rule.test(trimmed)) return 'rule'
  if (example.test(trimmed)) return 'example'
  if (width >= 3 && closingWord.test(trimmed)) return 'total'
  // An exported user may have any text in a single cell.
  if (isOwn) return null
  if (decorated.test(trimmed)) return 'section'
  return width >= 3 && /\p{L}\s+\S|\S\s+\p{L}/u.test(trimmed) && trimmed.length > 3 ? 'section' : null
}

const said: Readonly<Record<SkippedKind, readonly [one: string, many: string]>> = {
  header: ['repeated header', 'repeated headers'],
  comment: ['comment', 'comments'],
  'commented-out': ['user commented out', 'users commented out'],
  section: ['section line', 'section lines'],
  example: ['example user', 'example users'],
  instructions: ['line of instructions', 'lines of instructions'],
  rule: ['separator line', 'separator lines'],
  total: ['total', 'totals'],
}

const named = 5
const linesOf = (lines: readonly SkippedLine[], count: number) =>
  `${plural(count, 'line')} ${lines
    .slice(0, named)
    .map(({ line }) => line)
    .join(', ')}${count > named ? ' …' : ''}`

/** "3 lines skipped: 1 repeated header (line 12) · 2 comments (lines 4, 7)". */
export function skippedNote(lines: readonly SkippedLine[], counts: ReadonlyMap<SkippedKind, number>): string | null {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const parts = [...counts].map(([kind, count]) => {
    const [one, many] = said[kind]
    const own = lines.filter((each) => each.kind === kind)
    return `${counted(count, one, many)}${own.length === 0 ? '' : ` (${linesOf(own, count)})`}`
  })
  return `${counted(total, 'line')} skipped: ${parts.join(' · ')}.`
}

/** The word for a skipped line, beside its text. */
export const skippedWord = (kind: SkippedKind): string => said[kind][0]
