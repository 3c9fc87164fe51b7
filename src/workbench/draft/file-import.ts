/** Takes what an administrator brings, from any screen: one file at a time, with progress, and cancelled at once. */
import { useSyncExternalStore } from 'react'
import { ReadError, type ReadingChoices } from '#domain/file/reading.ts'
import type { Tenant } from '#domain/tenant.ts'

export type IntakeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string; readonly bytes: number; readonly total: number; readonly rows: number; readonly startedAt: number }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

let state: IntakeState = { kind: 'idle' }
let running: AbortController | null = null
const listeners = new Set<() => void>()

function set(next: IntakeState) {
  state = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useIntake = (): IntakeState => useSyncExternalStore(subscribe, () => state)

/** Of a file of more bytes the digest takes time that checking and drawing its rows need first. */
const largeBytes = 1024 * 1024
/** By then the rows of a large file are checked and stored. */
const checkedMs = 3_000

/** Answers the id of the draft, or null where it was cancelled or could not be read; the state says why. */
export async function takeFile(file: File, tenant: Tenant, choices: ReadingChoices = {}): Promise<string | null> {
  running?.abort()
  const abort = new AbortController()
  running = abort
  const { name } = file
  const startedAt = performance.now()
  set({ kind: 'reading', name, bytes: 0, total: file.size, rows: 0, startedAt })
  try {
    // Home is read before anybody brings a file: what turns one into a draft is loaded with the first.
    const { discardDraft, readFileDraft } = await import('./draft-session.ts')
    const id = await readFileDraft(file, {
      tenant,
      choices,
      signal: abort.signal,
      onProgress: ({ bytes, rows }) => running === abort && set({ kind: 'reading', name, bytes, total: file.size, rows, startedAt }),
    })
    // Canceled in the moment in which the last row was read: there is a draft, and nobody wants it.
    if (abort.signal.aborted) {
      await discardDraft(id)
      return null
    }
    if (running === abort) set({ kind: 'idle' })
    setTimeout(
      () => void import('#adapters/job-files/job-files.ts').then(({ digestWhenIdle }) => digestWhenIdle(id, file)).catch(() => undefined),
      file.size < largeBytes ? 0 : checkedMs,
    )
    return id
  } catch (error) {
    if (!abort.signal.aborted) set({ kind: 'failed', name, message: error instanceof ReadError ? error.message : String(error) })
    return null
  }
}

export function cancelIntake() {
  running?.abort()
  running = null
  set({ kind: 'idle' })
}

/** What cannot even be begun, in a sentence. */
export const refuseIntake = (name: string, message: string) => set({ kind: 'failed', name, message })
