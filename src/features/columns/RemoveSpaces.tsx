/** Removes the spaces around values of all columns in one step, on the rows as they are: transforms and edits stay. */
import { useEffect, useState } from 'react'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { counted } from '#domain/count.ts'
import { paddedCells, paddingParts, paddingSteps, type Padded } from '#domain/issues/padding.ts'
import { repairTitle } from '#domain/issues/proposed-steps.ts'
import { Button } from '#ui/Button.tsx'
import { applyDraftMapping, changeMany, stateOf, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { useRowsToCome } from '#workbench/draft/mapped-rows.ts'

/** Rows that are searched before it is asked for. */
const searched = 2_000
const nothing: Padded = { count: 0, fields: [] }

export function RemoveSpaces({ draft }: { readonly draft: OpenDraft }) {
  const set = useRowsToCome(draft)
  const [padded, setPadded] = useState(nothing)
  useEffect(() => {
    if (set === null) return
    let isLeft = false
    whenIdle(() => {
      if (!isLeft) setPadded(paddedCells(set, searched))
    })
    return () => {
      isLeft = true
    }
  }, [set])
  if (padded.count === 0) return null
  const remove = async () => {
    await applyDraftMapping(draft.id)
    const state = stateOf(draft.id)
    const rows = state?.kind === 'open' ? state.draft.rows : null
    if (rows !== null) changeMany(draft.id, repairTitle('padding'), paddingParts(rows), paddingSteps(padded.fields))
  }
  return (
    <Button size="s" onClick={() => void remove()}>
      {`Remove spaces around ${counted(padded.count, 'value')}${draft.table.rowCount > searched ? ' or more' : ''}`}
    </Button>
  )
}
