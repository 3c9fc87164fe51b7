/** Starts the worker that takes files and stored drafts to rows, and puts its blocks together in the page. */
import type { Settled } from '#domain/rows/do-edit.ts'
import type { LogRecord } from '#domain/rows/edit-log.ts'
import type { Purpose } from '#domain/rows/row.ts'
import type { PackedBlock, PackedTable } from '#domain/table/packed-table.ts'
import { ReadError, type Reading, type ReadingChoices } from '#domain/table/reading.ts'
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import type { DraftHeader } from '../storage/drafts.ts'
import { StorageFault } from '../storage/faults.ts'
import workerUrl from './intake.worker.ts?worker&url'
import type { CheckedRows, FromWorker, NewDraft, ToWorker } from './protocol.ts'

export { ReadError }
export type { CheckedRows, NewDraft }

export interface ReadResult {
  readonly table: PackedTable
  readonly source: Reading
  /** The draft as it begins: the columns as guessed or remembered, and rows that are held back. */
  readonly settled: Settled
  /** Only where a draft is made of it. */
  readonly checked: Promise<CheckedRows>
  /** Rejects with `StorageFault`. */
  readonly stored: Promise<void>
}

interface ReadOptions {
  readonly choices?: ReadingChoices
  /** What the file is stored as; without it, it is read only. */
  readonly draft?: NewDraft
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal | undefined
}

interface Running {
  readonly table: () => PackedTable
  /** Ends the worker; nothing that comes later is heard. */
  readonly end: () => void
}

function start(job: ToWorker, hear: (message: FromWorker, running: Running) => void, fail: (error: Error) => void): Running {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'intake' })
  let headers: readonly string[] = []
  let blocks: PackedBlock[] = []
  const running: Running = {
    table: () => ({ headers, rowCount: blocks.reduce((sum, { lines }) => sum + lines.length, 0), blocks }),
    end: () => worker.terminate(),
  }
  worker.addEventListener('error', () => {
    worker.terminate()
    fail(new ReadError('The reader could not be started, or ran out of memory. Reload the page and try again.'))
  })
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'begin') {
      headers = data.headers
      blocks = []
    } else if (data.kind === 'block') blocks.push(data.block)
    else hear(data, running)
  })
  worker.postMessage(job)
  return running
}

/** A promise, and the two ends of it. A rejection that nobody waits for yet is no complaint. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: Error) => void = () => undefined
  const promise = new Promise<T>((...ends) => {
    ;[resolve, reject] = ends
  })
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

/** Rejects with `ReadError` for a file that cannot be read, and with the signal's reason when cancelled; a cancelled file leaves nothing behind. */
export function readFile(file: File, { choices = {}, draft, onProgress, signal }: ReadOptions = {}): Promise<ReadResult> {
  const read = later<ReadResult>()
  const checked = later<CheckedRows>()
  const stored = later<void>()
  const fail = (error: Error) => {
    read.reject(error)
    checked.reject(error)
    stored.reject(error)
  }
  const running = start(
    { kind: 'read', file, choices, draft: draft ?? null },
    (message, { table, end }) => {
      switch (message.kind) {
        case 'progress':
          onProgress?.(message)
          break
        case 'read':
          signal?.removeEventListener('abort', onAbort)
          read.resolve({ table: table(), source: message.source, settled: message.settled, checked: checked.promise, stored: stored.promise })
          if (draft === undefined) end()
          break
        case 'checked':
          checked.resolve(message.checked)
          break
        case 'stored':
          end()
          stored.resolve()
          break
        case 'not-stored':
          end()
          stored.reject(new StorageFault(message.fault.kind, message.fault.detail))
          break
        case 'failed':
          end()
          fail(new ReadError(message.message))
          break
        default:
          break
      }
    },
    fail,
  )
  function onAbort() {
    running.end()
    fail(signal?.reason instanceof Error ? signal.reason : new Error('Reading was cancelled.'))
  }
  signal?.addEventListener('abort', onAbort)
  return read.promise
}

export interface OpenedDraft {
  readonly header: DraftHeader
  readonly table: PackedTable
  readonly records: readonly LogRecord[]
  readonly missing: readonly number[]
  /** Of the mapping that the log ends with; never settles where there is none. */
  readonly checked: Promise<CheckedRows>
}

/** Null where there is no such draft; rejects with a sentence where storage cannot be read. */
export function openStored(id: string): Promise<OpenedDraft | null> {
  const opened = later<OpenedDraft | null>()
  const checked = later<CheckedRows>()
  const fail = (error: Error) => {
    opened.reject(error)
    checked.reject(error)
  }
  start(
    { kind: 'open', id },
    (message, { table, end }) => {
      switch (message.kind) {
        case 'opened': {
          const { header, records, missing } = message
          opened.resolve({ header, records, missing, table: table(), checked: checked.promise })
          if (!header.hasRows) end()
          break
        }
        case 'checked':
          end()
          checked.resolve(message.checked)
          break
        case 'missing':
          end()
          opened.resolve(null)
          break
        case 'failed':
          end()
          fail(new Error(message.message))
          break
        default:
          break
      }
    },
    fail,
  )
  return opened.promise
}

/** Looks at every row of a mapped table once, off the main thread. */
export function checkRows(table: PackedTable, purpose: Purpose | null): Promise<CheckedRows> {
  const checked = later<CheckedRows>()
  start(
    { kind: 'check', table, purpose },
    (message, { end }) => {
      end()
      if (message.kind === 'checked') checked.resolve(message.checked)
      else checked.reject(new Error('The rows could not be checked.'))
    },
    checked.reject,
  )
  return checked.promise
}
