/** The issues of a draft, kept up to date row by row: which rows have which, without a text for each; what they say is asked of the validator. */
import type { FieldKey } from '../fields/field.ts'
import type { Cause, Issue } from '../packed/issue.ts'
import { rowKey, rowNumber } from '../packed/packed-rows.ts'
import { RowBits } from '../packed/row-bits.ts'
import type { Purpose, Row, RowKey } from '../packed/row.ts'
import { mostOthers, UniqueIndex, uniqueText, type UniqueState } from './unique-index.ts'
import { blockRows, type PackedBlock } from '../packed/packed-table.ts'
import { doubleIssue, uniqueFields, type UniqueField } from './unique-rules.ts'
import { findShortNumbers, shortIssues, shortPlaces, type ShortNumbers } from './short-numbers.ts'
import { suspectRows } from './suspect-rows.ts'
import { validateRow } from './validate.ts'

/** One kind of issue: of one severity, on one column or on whole rows; `double` where the value stands in several rows, `near` where all but its dots does. */
export interface IssueGroup {
  readonly kind: 'own' | 'double' | 'near'
  readonly severity: Issue['severity']
  readonly field: FieldKey | null
  /** Null where values stand in several rows. */
  readonly cause: Cause | null
  /** Of numbers that are short, the digits of the others. */
  readonly digits?: number | undefined
}

/** A book as plain data, which a worker can hand to the page. */
export interface IssueIndexState {
  readonly own: readonly { readonly severity: Issue['severity']; readonly field: FieldKey | null; readonly cause: Cause; readonly rows: Uint32Array }[]
  readonly unique: readonly { readonly field: FieldKey; readonly index: UniqueState }[]
  readonly short: readonly ShortNumbers[]
}

interface OwnGroup {
  readonly severity: Issue['severity']
  readonly field: FieldKey | null
  readonly cause: Cause
  readonly rows: RowBits
}

interface UniqueColumn {
  readonly field: UniqueField
  readonly column: number
  readonly index: UniqueIndex
}

/** `rowOf` answers a row by its number, as the book was last told of it. Columns and purpose are those of the whole book: another purpose is another book. */
export class IssueIndex {
  readonly columns: readonly FieldKey[]
  readonly purpose: Purpose | null
  /** Rows with an error, and rows with warnings only. */
  readonly errors = new RowBits()
  readonly warnings = new RowBits()
  readonly #rowOf: (number: number) => Row | undefined
  readonly #own = new Map<string, OwnGroup>()
  readonly #unique: readonly UniqueColumn[]
  /** Found of the columns as a whole: an edit is measured by what was found. */
  #short: readonly ShortNumbers[]
  /** What was asked before; emptied by every change, since duplicates name other rows. */
  #said = new Map<RowKey, readonly Issue[]>()

  constructor(columns: readonly FieldKey[], purpose: Purpose | null, rowOf: (number: number) => Row | undefined, state?: IssueIndexState) {
    this.columns = columns
    this.purpose = purpose
    this.#rowOf = rowOf
    this.#short = state?.short ?? []
    for (const { severity, field, cause, rows } of state?.own ?? [])
      this.#own.set(groupName(severity, field, cause), { severity, field, cause, rows: new RowBits(rows) })
    this.#unique = uniqueFields.flatMap((field): UniqueColumn[] => {
      const column = columns.indexOf(field.key)
      const known = state?.unique.find((each) => each.field === field.key)?.index
      return column < 0 ? [] : [{ field, column, index: new UniqueIndex((number) => uniqueText(rowOf(number)?.cells[column]), known) }]
    })
    if (state !== undefined) this.finish()
  }

  get state(): IssueIndexState {
    return {
      own: [...this.#own.values()].map(({ severity, field, cause, rows }) => ({ severity, field, cause, rows: rows.words })),
      unique: this.#unique.map(({ field, index }) => ({ field: field.key, index: index.state })),
      short: this.#short,
    }
  }

  /** About how many rows are to be added. */
  expect(rows: number) {
    for (const { index } of this.#unique) index.expect(rows)
  }

  /** Adds a row; `finish` counts when all are in. */
  add(row: Row) {
    const number = rowNumber(row.key)
    this.#mark(number, row)
    const { cells } = row
    for (const { column, index } of this.#unique) index.insert(number, uniqueText(cells[column]))
  }

  /** Adds the rows of a packed block, the first of which has the given number: only those that may have an issue are looked at one by one. */
  addBlock({ columns, lines }: PackedBlock, first: number) {
    for (const at of suspectRows(this.columns, columns, lines.length, this.purpose)) {
      const row = this.#rowOf(first + at)
      if (row !== undefined) this.#mark(first + at, row)
    }
  }

  /** Finds what stands twice in these blocks, which are all of the table: one column after the other, whose hash table stays in the cache meanwhile. */
  addIdentifiers(blocks: readonly PackedBlock[]) {
    for (const { column, index } of this.#unique)
      for (const [block, { columns }] of blocks.entries()) {
        const packed = columns[column]
        if (packed != null) index.insertColumn(packed, block * blockRows + 1)
      }
  }

  /** Marks the numbers that are short in columns of these blocks, which are all of the table. */
  addShortNumbers(blocks: readonly PackedBlock[]) {
    this.#short = findShortNumbers(this.columns, blocks, this.purpose)
    for (const { field, digits, hasShort } of this.#short) {
      if (!hasShort) continue
      const column = this.columns.indexOf(field)
      const { rows } = this.#groupOf('warning', field, 'zeros')
      for (const [block, { columns, lines }] of blocks.entries())
        for (const at of shortPlaces(columns[column] ?? null, digits, lines.length)) rows.set(block * blockRows + at + 1, true)
    }
  }

  /** Counts the rows with errors and those with warnings only. */
  finish() {
    for (const { severity, rows } of this.#own.values()) (severity === 'error' ? this.errors : this.warnings).addAll(rows)
    for (const { field, index } of this.#unique) {
      this.errors.addAll(index.duplicates)
      if (field.mayHaveDots) this.warnings.addAll(index.nearDuplicates)
    }
    for (const number of this.warnings.first(Infinity)) if (this.errors.has(number)) this.warnings.set(number, false)
  }

  /** A row has changed, come (`before` is null) or gone (`after` is null). Nothing but this row and its duplicates is looked at. */
  replace(before: Row | null, after: Row | null) {
    const number = rowNumber((after ?? before)?.key ?? '')
    for (const { rows } of this.#own.values()) rows.set(number, false)
    if (after !== null) this.#mark(number, after)
    for (const { field, column, index } of this.#unique) {
      const was = before === null ? '' : uniqueText(before.cells[column])
      const is = after === null ? '' : uniqueText(after.cells[column])
      if (was === is) continue
      const touched = [was, is].flatMap((text) => [...index.others(number, text, 2), ...(field.mayHaveDots ? index.nearOthers(number, text, Infinity) : [])])
      index.remove(number, was)
      index.insert(number, is)
      for (const other of touched) this.#count(other)
    }
    this.#count(number)
    this.#said = new Map()
  }

  /** What is wrong with a row, said now. */
  get(row: Row): readonly Issue[] {
    const number = rowNumber(row.key)
    if (!this.errors.has(number) && !this.warnings.has(number)) return none
    const known = this.#said.get(row.key)
    if (known !== undefined) return known
    const issues = [...this.#ownOf(row), ...this.#doublesOf(number, row)]
    if (this.#said.size > 10_000) this.#said = new Map()
    this.#said.set(row.key, issues)
    return issues
  }

  has(key: RowKey): boolean {
    const number = rowNumber(key)
    return this.errors.has(number) || this.warnings.has(number)
  }

  /** Groups that have rows: errors before warnings, large ones first. */
  groups(): (IssueGroup & { readonly count: number })[] {
    const own = [...this.#own.values()].map(({ severity, field, cause, rows }) => ({
      kind: 'own' as const,
      severity,
      field,
      cause,
      count: rows.count,
      digits: cause === 'zeros' ? this.#short.find((each) => each.field === field)?.digits : undefined,
    }))
    const duplicates = this.#unique.map(({ field, index }) => ({
      kind: 'double' as const,
      severity: 'error' as const,
      field: field.key,
      cause: null,
      count: index.duplicates.count,
    }))
    const nearDuplicates = this.#dotted().map(({ field, index }) => ({
      kind: 'near' as const,
      severity: 'warning' as const,
      field: field.key,
      cause: null,
      count: index.nearDuplicates.count,
    }))
    return [...own, ...duplicates, ...nearDuplicates]
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.severity === b.severity ? b.count - a.count : a.severity === 'error' ? -1 : 1))
  }

  /** The first rows of a group, in row order. */
  rowsOf(group: IssueGroup, most: number): RowKey[] {
    return (this.#rowsOf(group)?.first(most) ?? []).map(rowKey)
  }

  /** The numbers of every row of a group, in row order. */
  numbersOf(group: IssueGroup): number[] {
    return this.#rowsOf(group)?.first(Infinity) ?? []
  }

  #rowsOf({ kind, severity, field, cause }: IssueGroup): RowBits | undefined {
    if (kind === 'own') return this.#own.get(groupName(severity, field, cause ?? 'value'))?.rows
    const index = this.#unique.find((each) => each.field.key === field)?.index
    return kind === 'double' ? index?.duplicates : index?.nearDuplicates
  }

  #dotted(): readonly UniqueColumn[] {
    return this.#unique.filter(({ field }) => field.mayHaveDots)
  }

  #mark(number: number, row: Row) {
    for (const { severity, field, cause = 'value' } of this.#ownOf(row)) this.#groupOf(severity, field, cause).rows.set(number, true)
  }

  #ownOf(row: Row): Issue[] {
    return [...validateRow(row, this.columns, this.purpose), ...shortIssues(row, this.columns, this.#short)]
  }

  #groupOf(severity: Issue['severity'], field: FieldKey | null, cause: Cause): OwnGroup {
    const name = groupName(severity, field, cause)
    const known = this.#own.get(name)
    if (known !== undefined) return known
    const group = { severity, field, cause, rows: new RowBits() }
    this.#own.set(name, group)
    return group
  }

  #count(number: number) {
    const severities = [...this.#own.values()].filter(({ rows }) => rows.has(number)).map(({ severity }) => severity)
    const hasError = severities.includes('error') || this.#unique.some(({ index }) => index.duplicates.has(number))
    this.errors.set(number, hasError)
    this.warnings.set(number, !hasError && (severities.length > 0 || this.#dotted().some(({ index }) => index.nearDuplicates.has(number))))
  }

  #doublesOf(number: number, row: Row): Issue[] {
    const issue = (kind: 'double' | 'near', field: UniqueField, others: readonly number[]) =>
      doubleIssue(kind, row.key, field, this.#rowOf(others.reduce((least, each) => Math.min(least, each), Infinity))?.line ?? null, others.length)
    return [
      ...this.#unique
        .filter(({ index }) => index.duplicates.has(number))
        .map(({ field, column, index }) => issue('double', field, index.others(number, uniqueText(row.cells[column]), mostOthers))),
      ...this.#dotted()
        .filter(({ index }) => index.nearDuplicates.has(number))
        .map(({ field, column, index }) => issue('near', field, index.nearOthers(number, uniqueText(row.cells[column]), mostOthers))),
    ]
  }
}

const none: readonly Issue[] = []
const groupName = (severity: string, field: FieldKey | null, cause: Cause) => `${severity} ${cause} ${field ?? ''}`
