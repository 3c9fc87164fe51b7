/** Drafts as this browser keeps them: everything but secrets. */
import type { FieldKey } from '#domain/fields/field.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { MatchKey } from '#domain/directory/match.ts'
import type { Purpose, RowKey, RowSet } from '#domain/rows/row.ts'
import type { ColumnMapping } from '#domain/table/mapping.ts'
import type { Reading } from '#domain/table/reading.ts'
import type { Table } from '#domain/table/table.ts'
import { worldKey, type World } from '#domain/world.ts'
import { openDatabase } from './database.ts'

export interface StoredDraft {
  readonly id: string
  readonly world: World
  /** The name of the file, or of what else the rows came from. */
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly purpose: Purpose | null
  readonly matchBy: MatchKey
  readonly table: Table
  readonly mapping: ColumnMapping[]
  /** The mapping from which `rows` were made, or null before that. */
  readonly appliedMapping: ColumnMapping[] | null
  readonly rows: RowSet | null
  /** Columns that held secrets when the draft was stored: they are blank in what comes back. */
  readonly secretColumns: FieldKey[]
  readonly excluded: RowKey[]
  /** How the file was read, and what was chosen about it. */
  readonly source: Reading
}

/** What may be written to disk: cells of secret columns are blanked, in the rows and in the table as read (rule 9). */
export function withoutSecrets(draft: StoredDraft): StoredDraft {
  const isSecret = (key: FieldKey) => fieldByKey(key)?.secret === true
  const columns = new Set(
    [...draft.mapping, ...(draft.appliedMapping ?? [])].flatMap(({ column, target, header }) =>
      (target.kind === 'field' && isSecret(target.field)) || /passw|kennwort|mot de passe|secret/i.test(header) ? [column] : [],
    ),
  )
  const blank = (cells: readonly string[], at: ReadonlySet<number>) => (at.size === 0 ? cells : cells.map((text, index) => (at.has(index) ? '' : text)))
  const rowColumns = new Set((draft.rows?.columns ?? []).flatMap((key, index) => (isSecret(key) ? [index] : [])))
  return {
    ...draft,
    table: { ...draft.table, rows: draft.table.rows.map((cells) => blank(cells, columns)) },
    rows:
      draft.rows === null
        ? null
        : { ...draft.rows, rows: draft.rows.rows.map((row) => (rowColumns.size === 0 ? row : { ...row, cells: blank(row.cells, rowColumns) })) },
  }
}

export async function saveDraft(draft: StoredDraft): Promise<void> {
  const database = await openDatabase()
  await database.put('drafts', { id: draft.id, world: worldKey(draft.world), draft: withoutSecrets(draft) })
}

export async function loadDraft(id: string): Promise<StoredDraft | null> {
  return (await (await openDatabase()).get('drafts', id))?.draft ?? null
}

/** Newest first. */
export async function listDrafts(world: World): Promise<StoredDraft[]> {
  const found = await (await openDatabase()).getAllFromIndex('drafts', 'world', worldKey(world))
  return found.map(({ draft }) => draft).sort((a, b) => b.updatedAt - a.updatedAt)
}

export async function deleteDraft(id: string): Promise<void> {
  await (await openDatabase()).delete('drafts', id)
}
