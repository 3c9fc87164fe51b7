/** What of a draft was sent before, row by row: a row that a job has, and that was not proven undone, is not offered again by itself. */
import { rowKey } from '../packed/packed-rows.ts'
import type { RowKey } from '../packed/row.ts'

/** waiting: on its way. done: it has a result. unknown: nobody knows yet. not-done: proven that nothing happened, so it may go again. */
export const sentStates = ['waiting', 'done', 'unknown', 'not-done'] as const
export type SentState = (typeof sentStates)[number]

/** A job of the draft; the arrays are parallel. */
export interface SentJob {
  readonly jobId: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Numbers of the draft's rows. */
  readonly rows: Uint32Array
  /** What each row said when it was sent; null where an earlier version did not note it. */
  readonly prints: Uint32Array | null
  /** Places in `sentStates`. */
  readonly states: Uint8Array
  /** Rows that went on into a draft of their own. */
  readonly retries: readonly { readonly draftId: string; readonly name: string; readonly rows: Uint32Array }[]
}

export interface SentRow {
  readonly jobId: string
  readonly state: SentState
  /** It says something else now than what was sent. */
  readonly isChanged: boolean
  /** The draft that has it now. */
  readonly retry: { readonly draftId: string; readonly name: string } | null
}

/** The latest job of every row that was sent; `printOf` answers what a row says now, or null for a row that is gone. */
export function sentRows(jobs: readonly SentJob[], printOf: (row: RowKey) => number | null): Map<RowKey, SentRow> {
  const found = new Map<RowKey, SentRow>()
  for (const { jobId, rows, prints, states, retries } of jobs) {
    rows.forEach((number, at) => {
      const key = rowKey(number)
      const print = printOf(key)
      if (print === null) return
      const state = sentStates[states[at] ?? 0] ?? 'waiting'
      found.set(key, { jobId, state, isChanged: prints !== null && prints[at] !== print, retry: null })
    })
    for (const { draftId, name, rows: moved } of retries) {
      for (const number of moved) {
        // A row that was blocked or excluded then can have been taken along.
        const sent = found.get(rowKey(number)) ?? { jobId, state: 'not-done', isChanged: false }
        if (sent.jobId === jobId) found.set(rowKey(number), { ...sent, retry: { draftId, name } })
      }
    }
  }
  return found
}

/** Rows that the administrator wants to send again, by the job that they were sent in last. */
export type SendAgain = Readonly<Record<string, readonly RowKey[]>>

/** Whether a row stays out because it was sent. */
export const isHeldAsSent = (sent: SentRow | undefined, isAgain: boolean): sent is SentRow =>
  sent !== undefined && (sent.retry !== null || (sent.state !== 'not-done' && !isAgain))
