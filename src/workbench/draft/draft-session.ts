/** The draft sessions of this page, and the state of one of them as a screen subscribes to it. */
import { useEffect, useSyncExternalStore } from 'react'
import { browserDependencies } from '#adapters/drafts/browser-dependencies.ts'
import type { SessionState } from '#adapters/drafts/draft-model.ts'
import { createDrafts } from '#adapters/drafts/drafts.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { deleteDraft } from '#adapters/storage/drafts.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { toast } from '#ui/Toast.tsx'

export type { Issues, MissingSecrets, OpenDraft, OpenState, SessionState } from '#adapters/drafts/draft-model.ts'

const drafts = createDrafts({ ...browserDependencies(), onRefused: (message) => toast(message, { tone: 'warning' }) })

export const {
  stateOf,
  undo,
  redo,
  editCells,
  editBlock,
  deleteRows,
  changeMany,
  takeBackChange,
  addRow,
  setExcluded,
  setOmitted,
  setComplete,
  setSendAgain,
  setPurpose,
  setMatchBy,
  setMapping,
  keepChosen,
  applyDraftMapping,
  readFileDraft,
  createDraft,
  retryRows,
  fileOf,
  retrySaving,
  takeOver,
  close: closeDraft,
  rowAsRead,
  mapDraft,
  rowsAhead,
  refillSecrets,
  submit: submitOpenDraft,
} = drafts

/** Waits until nothing of a draft is being stored any more. */
const stored = (id: string) =>
  new Promise<void>((resolve) => {
    const look = () => {
      const state = drafts.stateOf(id)
      if (state?.kind === 'open' && state.saved === 'saving') return
      stop()
      resolve()
    }
    const stop = drafts.subscribe(look)
    look()
  })

/** An undo that the administrator did not ask for: lists of drafts show it once it is stored. */
export async function undoUnasked(id: string): Promise<void> {
  drafts.undo(id)
  await stored(id)
  await queryClient.invalidateQueries({ queryKey: ['drafts'] })
}

/** Takes a draft that was just made out of memory and storage; what still stores it is waited for, or it would come back. */
export async function discardDraft(id: string): Promise<void> {
  await stored(id)
  drafts.close(id)
  await deleteDraft(id)
  await queryClient.invalidateQueries({ queryKey: ['drafts'] })
}

// A page that is left with something unsaved asks first: what is lost then is lost knowingly.
globalThis.addEventListener?.('beforeunload', (event) => {
  // An administrator who leaves is told of passwords when they come back; Rollcall itself does not reload over them.
  if (drafts.hasUnsaved() || (!event.isTrusted && drafts.hasUnstored())) event.preventDefault()
})

const loading: SessionState = { kind: 'loading' }

/** The draft of the address, or why it cannot be shown. A draft of another tenant counts as missing (design rule 14). */
export function useDraftSession(id: string, tenant: Tenant): SessionState {
  const state = useSyncExternalStore(drafts.subscribe, () => drafts.stateOf(id) ?? loading)
  useEffect(() => drafts.open(id), [id])
  if (state.kind === 'open' && tenantKey(state.draft.tenant) !== tenantKey(tenant)) return { kind: 'missing' }
  return state
}
