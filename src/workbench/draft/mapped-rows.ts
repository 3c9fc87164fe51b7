/** The table and the rows that a draft will have with the columns as mapped now; lists are taken apart off the main thread. */
import { useEffect, useState } from 'react'
import type { MappedTable } from '#domain/mapping/apply.ts'
import { isSameMapping } from '#domain/mapping/model.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { mapDraft, rowsAhead, type OpenDraft } from './draft-session.ts'

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

interface Ahead extends Pick<OpenDraft, 'mapping' | 'table' | 'rows'> {
  readonly set: RowSet | null
}

/** The rows with their edits: as they are where the columns are applied, else as they will be, null while they are made. */
export function useRowsToCome(draft: OpenDraft): RowSet | null {
  const { id, mapping, table, rows } = draft
  const isApplied = hasThem(draft)
  const [ahead, setAhead] = useState<Ahead | null>(null)
  useEffect(() => {
    if (isApplied) return
    let isLeft = false
    void rowsAhead(id).then((set) => {
      if (!isLeft) setAhead({ mapping, table, rows, set })
    })
    return () => {
      isLeft = true
    }
  }, [id, isApplied, mapping, rows, table])
  if (isApplied) return rows
  return ahead?.mapping === mapping && ahead.table === table && ahead.rows === rows ? ahead.set : null
}

export const rowsToCome = (draft: OpenDraft): Promise<RowSet | null> => (hasThem(draft) ? Promise.resolve(draft.rows) : rowsAhead(draft.id))
