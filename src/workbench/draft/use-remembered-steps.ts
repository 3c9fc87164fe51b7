/** Remembers the transforms and repairs of a draft as they change, for the next file with its headers. */
import { useEffect, useRef } from 'react'
import { rememberSteps } from '#adapters/storage/recipes.ts'
import type { SessionState } from './draft-session.ts'

export function useRememberedSteps(session: SessionState) {
  const seen = useRef<unknown>(null)
  const open = session.kind === 'open' && session.access === 'mine' ? session : null
  const bulk = open?.bulk ?? null
  useEffect(() => {
    // What a draft had when it was opened is older than what was remembered since.
    if (open === null || bulk === seen.current) return
    const isFirst = seen.current === null
    seen.current = bulk
    const { draft } = open
    if (isFirst || draft.origin.kind !== 'file' || draft.source.headerLines.length === 0) return
    void rememberSteps(
      draft.tenant,
      draft.mapping,
      open.bulk.flatMap(({ steps = [] }) => steps),
    )
  }, [bulk, open])
}
