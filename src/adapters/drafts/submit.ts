/** Submits a draft under its lock: everything typed is stored first, and one submit runs at a time. */
import type { DraftContext } from './dependencies.ts'
import type { Session } from './draft-model.ts'
import { flush } from './save.ts'

/** `send` gets the name of the tab that edits the draft, for the claim. Twenty clicks in a row are one submit, and all get its end. */
export function submitDraft<T>(context: DraftContext, session: Session | undefined, send: (owner: string) => Promise<T>): Promise<T> {
  if (session === undefined) return Promise.reject(new Error('The draft is not open in this tab, so nothing was sent.'))
  session.submitting ??= submit(context, session, send).finally(() => {
    session.submitting = null
  })
  return session.submitting as Promise<T>
}

async function submit<T>(context: DraftContext, session: Session, send: (owner: string) => Promise<T>): Promise<T> {
  await session.mayWrite
  if (session.state.access !== 'mine') throw new Error('Another tab is editing this draft. Choose “Edit here” first; nothing was sent.')
  await flush(context, session)
  const { fault } = session.state
  if (session.queue.length > 0 || !session.isStored) throw new Error(`This draft could not be stored, so nothing was sent. ${fault?.message ?? ''}`.trim())
  try {
    return await send(context.tabName)
  } finally {
    // Also where it was refused: then another tab has sent something.
    const submissions = await context.store.getSubmissions(session.id).catch(() => session.state.draft.submissions ?? [])
    context.setState(session, { draft: { ...session.state.draft, submissions } })
  }
}
