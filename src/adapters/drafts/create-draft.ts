/** A draft that no file was read for: its rows come from a job, from the directory, or are typed by hand. */
import { emptySnapshot } from '#domain/draft/apply-edit.ts'
import type { MatchKey } from '#domain/draft/edit.ts'
import type { DraftOrigin } from '#domain/draft/origin.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Reading } from '#domain/file/reading.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { cellAt, packTable, type PackedTable } from '#domain/packed/packed-table.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import { sourceRowHeader as sourceHeader } from '#domain/jobs/source-cells.ts'
import type { Purpose, RowKey } from '#domain/packed/row.ts'
import type { Tenant } from '#domain/tenant.ts'
import type { NewDraftSession } from './open.ts'

export interface CreatedRow {
  /** Parallel to the columns; '' leaves a value as it is. */
  readonly cells: readonly string[]
  /** Line of the original file; without it the rows are numbered from 1. */
  readonly line?: number | null
  /** What the row was made from: the key of the job's row, or the id of the user. */
  readonly sourceRef?: string
}

export interface CreateDraft {
  readonly tenant: Tenant
  readonly name: string
  readonly origin: DraftOrigin
  /** Null, as after an import, leaves the choice to the administrator. */
  readonly purpose?: Purpose | null
  readonly matchBy?: MatchKey
  readonly columns: readonly FieldKey[]
  readonly rows: readonly CreatedRow[]
}

const unread: Reading = {
  kind: 'text',
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  newline: '\n',
  tokenizer: 'own',
  tokenizerReason: null,
  sheet: null,
  sheets: [],
  headerLines: [],
  above: [],
  below: [],
  blankRows: 0,
  shortRows: 0,
  heldBack: [],
  top: [],
  choices: {},
  notes: [],
}

/** Cells of secret fields stay in the memory of this page. */
export function createdDraft(id: string, createdAt: number, { tenant, name, origin, purpose, matchBy, columns, rows }: CreateDraft): NewDraftSession {
  const hasRefs = rows.some(({ sourceRef }) => sourceRef !== undefined)
  const table = packTable({
    headers: [...columns.map((key) => fieldByKey(key)?.label ?? key), ...(hasRefs ? [sourceHeader] : [])],
    rows: hasRefs ? rows.map(({ cells, sourceRef }) => [...columns.map((_, at) => cells[at] ?? ''), sourceRef ?? '']) : rows.map(({ cells }) => cells),
    lines: rows.map(({ line }, at) => line ?? at + 1),
  })
  const mapping = table.headers.map((header, column): ColumnMapping => {
    const field = columns[column]
    return { column, header, target: field === undefined ? { kind: 'ignored' } : { kind: 'field', field }, why: 'Set when this draft was created' }
  })
  return {
    draft: { id, tenant, name, createdAt, origin, source: unread, table },
    settled: { ...emptySnapshot, mapping, appliedMapping: mapping, purpose: purpose ?? null, matchBy: matchBy ?? 'auto' },
  }
}

/** What a row was made from, or null for a row that was added since and for drafts without sources. */
export function sourceRefOf(table: PackedTable, key: RowKey): string | null {
  const column = table.headers.indexOf(sourceHeader)
  return column < 0 ? null : cellAt(table, rowNumber(key) - 1, column) || null
}
