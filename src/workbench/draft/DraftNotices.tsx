/** Whether an open draft is on disk, and what is in the way: another tab, or storage that fails. */
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { retrySaving, takeOver, type OpenState } from './draft-session.ts'

export const savedWords = ({ access, fault, saved }: OpenState): string =>
  access !== 'mine' || fault !== null ? 'Not saved' : saved === 'saving' ? 'Saving' : 'Saved in this browser'

export function DraftNotices({ session }: { readonly session: OpenState }) {
  const { draft, fault, access } = session
  if (access !== 'mine')
    return (
      <Notice
        tone="warning"
        title="Another tab is editing this draft"
        action={
          <Button size="s" loading={access === 'asking'} onClick={() => takeOver(draft.id)}>
            Edit here
          </Button>
        }
      >
        {fault?.kind === 'taken'
          ? 'Your last change in this tab could not be saved. Check whether it is there after you choose “Edit here”.'
          : 'This tab shows the draft as it was when you opened it, and it cannot be edited here. If you take over, nothing typed in the other tab is lost.'}
      </Notice>
    )
  if (fault === null) return null
  return (
    <Notice tone="danger" title="This draft is not being saved" action={<WayOut session={session} />}>
      {fault.message} Keep this tab open: everything is still here, and nothing can be sent until storing works again.
    </Notice>
  )
}

function WayOut({ session: { draft, fault } }: { readonly session: OpenState }) {
  if (fault?.kind === 'gone') return null
  if (fault?.kind === 'newer')
    return (
      <Button size="s" onClick={() => window.location.reload()}>
        Reload
      </Button>
    )
  return (
    <Button size="s" onClick={() => retrySaving(draft.id)}>
      Try again
    </Button>
  )
}
