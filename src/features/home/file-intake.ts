/** Takes a file from the drop to a stored draft: read, map, save, open the columns. */
import { useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { World } from '#domain/world.ts'
import { ReadError, readFile } from '#adapters/intake/intake.ts'
import { tabName } from '#workbench/draft-saving.ts'
import { openNewDraft } from '#workbench/draft-session.ts'
import { paths } from '#workbench/paths.ts'

type IntakeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string; readonly done: number; readonly total: number; readonly detail: string }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

const megabytes = (bytes: number) => (bytes / 1_048_576).toLocaleString(undefined, { maximumFractionDigits: 1 })

/** A short random name for a draft: it stands in addresses. */
const newDraftId = () => crypto.randomUUID().slice(0, 13)

export function useFileIntake(world: World) {
  const [state, setState] = useState<IntakeState>({ kind: 'idle' })
  const [, navigate] = useLocation()
  const running = useRef<AbortController | null>(null)

  const take = useCallback(
    (file: File) => {
      running.current?.abort()
      const abort = new AbortController()
      running.current = abort
      const { name } = file
      setState({ kind: 'reading', name, done: 0, total: file.size, detail: `${megabytes(file.size)} MB` })
      const read = async () => {
        const draft = { id: newDraftId(), world, name, createdAt: Date.now() }
        const { table, source, settled, checked, stored } = await readFile(file, {
          draft: { ...draft, owner: tabName },
          signal: abort.signal,
          onProgress: (progress) =>
            setState({
              kind: 'reading',
              name,
              done: progress.bytes,
              total: file.size,
              detail: `${megabytes(progress.bytes)} of ${megabytes(file.size)} MB · ${progress.rows.toLocaleString()} rows`,
            }),
        })
        openNewDraft({ draft: { ...draft, source, table }, settled, checked, stored })
        navigate(paths.columns(draft.id))
      }
      read().catch((error: unknown) => {
        if (abort.signal.aborted) return
        const message = error instanceof ReadError ? error.message : String(error)
        setState({ kind: 'failed', name, message })
      })
    },
    [navigate, world],
  )

  const cancel = useCallback(() => {
    running.current?.abort()
    setState({ kind: 'idle' })
  }, [])

  return { state, take, cancel }
}
