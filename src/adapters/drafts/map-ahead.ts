/** Maps the table of a draft before its rows are needed: attribute pairs and lists are taken apart off the main thread. */
import { materialize } from '#domain/draft/apply-edit.ts'
import { snapshotNow } from '#domain/draft/edit-log.ts'
import { hasParts, mapTable, rowsOfTable, type MappedTable } from '#domain/mapping/apply.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { DraftContext } from './dependencies.ts'
import type { MappedAhead, Session } from './draft-model.ts'

const isOf = (ahead: MappedAhead | null, from: PackedTable, mapping: readonly ColumnMapping[]): ahead is MappedAhead =>
  ahead !== null && ahead.from === from && ahead.mapping === mapping

/** A worker that cannot start is no reason to have no rows: then the page does it. */
export const mapAway = (context: DraftContext, table: PackedTable, mapping: readonly ColumnMapping[]): Promise<MappedTable> =>
  hasParts(mapping) ? context.mapRows(table, mapping).catch(() => mapTable(table, mapping)) : Promise.resolve(mapTable(table, mapping))

/** The table as the mapping chosen now makes it; asked twice, it is made once. */
export async function mapAhead(context: DraftContext, session: Session): Promise<MappedTable> {
  const { table, mapping } = session.state.draft
  if (isOf(session.ahead, table, mapping)) return session.ahead.mapped
  const mapped = mapAway(context, table, mapping)
  const ahead: MappedAhead = { mapping, from: table, mapped, done: null }
  session.ahead = ahead
  ahead.done = await mapped
  return ahead.done
}

/** The mapped table where it was made ahead, else made now. */
export function mappedNow({ ahead }: Session, table: PackedTable, mapping: readonly ColumnMapping[]): MappedTable {
  return (isOf(ahead, table, mapping) ? ahead.done : null) ?? mapTable(table, mapping)
}

/** The rows that the mapping chosen now will make: what was done to the rows before is done to these too, as it will be when it is applied. */
export async function rowsAhead(context: DraftContext, session: Session): Promise<RowSet | null> {
  const { mapping } = session.state.draft
  const { table } = await mapAhead(context, session)
  return materialize({ ...snapshotNow(session.log), appliedMapping: mapping }, () => rowsOfTable(table)).rows
}
