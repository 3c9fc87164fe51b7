/** The edits of directory users as a draft of their own, which is made with the first of them and saved with each. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { FieldKey } from '#domain/fields/field.ts'
import { attributeField, fieldByKey } from '#domain/fields/field-lookup.ts'
import { userId } from '#domain/directory/match.ts'
import type { SeenUser } from '#domain/plan/drift.ts'
import { readAll } from '#domain/plan/diff.ts'
import type { Tenant } from '#domain/tenant.ts'
import type { SystemUser } from '#domain/wire.ts'
import { noteSeen } from '#adapters/directory/note-seen.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { toast } from '#ui/Toast.tsx'
import { createDraft, editBlock as editDraft, stateOf, useDraftSession } from '#workbench/draft/draft-session.ts'
import { draftsQuery } from '#workbench/navigation/stored-queries.ts'
import { editBlock, type UserEdit } from './user-edits.ts'

const nowhere = 'none'
/** One edit after the other, so that two of them never make two drafts. */
let line: Promise<unknown> = Promise.resolve()

interface Input {
  readonly tenant: Tenant
  readonly userOf: (id: string) => SystemUser | undefined
  readonly nowOf: (id: string, field: FieldKey) => string
}

export function useEdits({ tenant, userOf, nowOf }: Input) {
  const [params] = useSearchParams()
  const [made, setMade] = useState<string | null>(null)
  const drafts = useQuery(draftsQuery(tenant))
  const open = (drafts.data ?? []).filter(({ origin, submissions = [] }) => origin.kind === 'directory' && submissions.length === 0)
  const asked = open.find(({ id }) => id === params.get('draft'))
  const id = made ?? asked?.id ?? open[0]?.id ?? null
  const session = useDraftSession(id ?? nowhere, tenant)
  const state = session.kind === 'open' ? session : null
  const isOpening = (drafts.isPending || (id !== null && session.kind === 'loading')) && !drafts.isError

  const edit = useCallback(
    (edits: readonly UserEdit[], name: string) => {
      const work = async () => {
        const draft =
          id ??
          (await createDraft({ tenant, name: 'Edits in Users', origin: { kind: 'directory' }, purpose: 'update', matchBy: 'id', columns: ['id'], rows: [] }))
        setMade(draft)
        const now = stateOf(draft)
        const { cells, newRows, refused } = editBlock(now?.kind === 'open' ? now.draft.rows : null, edits, nowOf)
        if (cells.length + newRows.length > 0) {
          editDraft(draft, { cells, newRows }, name)
          void noteSeen(draft, seenOf(edits, userOf)).then(() => queryClient.invalidateQueries({ queryKey: ['seen', draft] }))
        }
        const [first] = refused
        if (first !== undefined) toast(refused.length === 1 ? first : `${first} ${refused.length - 1} more cannot be changed.`, { tone: 'warning' })
      }
      line = line.then(work).catch((error: unknown) => toast(error instanceof Error ? error.message : String(error), { tone: 'danger' }))
    },
    [id, nowOf, tenant, userOf],
  )
  return { id, state, isOpening, edit }
}

/** The values as they are on the screen when they are edited. */
function seenOf(edits: readonly UserEdit[], userOf: Input['userOf']): ReadonlyMap<string, SeenUser> {
  const seen = new Map<string, Record<FieldKey, string>>()
  for (const { user: id, field: key } of edits) {
    const user = userOf(id)
    const field = fieldByKey(key) ?? attributeField(key)
    if (user !== undefined && !field.secret) seen.set(userId(user), { ...seen.get(id), [key]: readAll(user, field) })
  }
  return seen
}
