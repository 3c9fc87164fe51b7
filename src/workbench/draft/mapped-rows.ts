/** The rows that a draft will have with the columns as mapped now, made off the main thread. */
import { useEffect, useState } from 'react'
import { rowsOfTable, type MappedTable } from '#domain/mapping/apply.ts'
import { isSameMapping } from '#domain/mapping/model.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { mapDraft, type OpenDraft } from './draft-session.ts'

interface Found extends Pick<OpenDraft, 'mapping' | 'table'> {
  readonly mapped: MappedTable | null
}

/** Null while it is made, and for a draft that is not wanted. */
export function useMappedTable({ id, mapping, table }: OpenDraft, isWanted: boolean): MappedTable | null {
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let isLeft = false
    void mapDraft(id).then((mapped) => {
      if (!isLeft) setFound({ mapping, table, mapped })
    })
    return () => {
      isLeft = true
    }
  }, [id, isWanted, mapping, table])
  return isWanted && found?.mapping === mapping && found.table === table ? found.mapped : null
}

const hasThem = ({ rows, appliedMapping, mapping }: OpenDraft) => rows !== null && isSameMapping(appliedMapping, mapping)

/** The rows with their edits where the columns are applied; else as the columns will make them, null while they do. */
export function useRowsToCome(draft: OpenDraft): RowSet | null {
  const isApplied = hasThem(draft)
  const mapped = useMappedTable(draft, !isApplied)
  return isApplied ? draft.rows : mapped === null ? null : rowsOfTable(mapped.table)
}

export async function rowsToCome(draft: OpenDraft): Promise<RowSet | null> {
  if (draft.rows !== null) return draft.rows
  const mapped = await mapDraft(draft.id)
  return mapped === null ? null : rowsOfTable(mapped.table)
}
