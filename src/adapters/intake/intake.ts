/** Starts the worker that takes files and stored drafts to rows, and puts its blocks together in the page. */
import type { Snapshot } from '#domain/draft/apply-edit.ts'
import type { LogRecord } from '#domain/draft/edit-log.ts'
import type { MappedTable } from '#domain/mapping/apply.ts'
import type { DirectoryValues } from '#domain/mapping/directory-values.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import type { Purpose } from '#domain/packed/row.ts'
import type { PackedBlock, PackedTable } from '#domain/packed/packed-table.ts'
import { ReadError, type Reading, type ReadingChoices } from '#domain/file/reading.ts'
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import type { DraftHeader } from '../storage/schema.ts'
import { StorageFault } from '../storage/faults.ts'
import { blockBytes, packedBlock } from '../storage/packed-bytes.ts'
import workerUrl from './intake.worker.ts?worker&url'
import { mappedTable } from './moved-table.ts'
import type { CheckedRows, FromWorker, NewDraft, ToWorker } from './protocol.ts'
import { whenIdle } from './when-idle.ts'

export { ReadError }
export type { CheckedRows, NewDraft }

export interface ReadResult {
  readonly table: PackedTable
  readonly source: Reading
  /** The draft as it begins: the columns as guessed or remembered, and rows that are blocked. */
  readonly settled: Snapshot
  /** Only where a draft is made of it. */
  readonly checked: Promise<CheckedRows>
  /** Rejects with `StorageFault`. */
  readonly stored: Promise<void>
}

export interface ReadOptions {
  readonly choices?: ReadingChoices
  /** What the file is stored as; without it, it is read only. */
  readonly draft?: NewDraft
  /** What is known of the directory already, for the guess of columns. */
  readonly directory?: DirectoryValues | null
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal | undefined
}

interface Running {
  readonly send: (job: ToWorker, ports?: readonly MessagePort[]) => void
  readonly table: () => PackedTable
  /** Ends the worker; nothing that comes later is heard. */
  readonly end: () => void
}

const newWorker = () => new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'intake' })
/** A worker takes a moment to start: for the next file one waits that reads, and one that looks at the rows meanwhile. */
const mostReady = 2
let ready: readonly Worker[] = []

/** One that cannot even be loaded is no reason for the next to fail. */
export function makeReady(count = mostReady) {
  while (ready.length < count) {
    const waiting = newWorker()
    waiting.addEventListener('error', () => {
      ready = ready.filter((each) => each !== waiting)
    })
    ready = [...ready, waiting]
  }
}

function takeReady(): Worker {
  const [first, ...rest] = ready
  ready = rest
  return first ?? newWorker()
}

function start(onMessage: (message: FromWorker, running: Running) => void, fail: (error: Error) => void): Running {
  const worker = takeReady()
  let headers: readonly string[] = []
  let blocks: PackedBlock[] = []
  const running: Running = {
    send: (job, ports = []) => worker.postMessage(job, [...ports]),
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
    } else if (data.kind === 'block') blocks.push(packedBlock(data.block))
    else onMessage(data, running)
  })
  return running
}

/** The longest that storing, or a look at the rows of an opened draft, waits for the page to be idle. */
const drawnMs = 500

/** Smaller files are checked before a second worker would have started. */
const checkAlongBytes = 512 * 1024

/** A second worker that looks at the rows while the first one reads, on another processor. */
function startChecker(onMessage: (checked: CheckedRows) => void, fail: (error: Error) => void): { readonly port: MessagePort; readonly end: () => void } {
  const { port1, port2 } = new MessageChannel()
  const checker = start((message, { end }) => {
    if (message.kind !== 'checked') return
    end()
    onMessage(message.checked)
  }, fail)
  checker.send({ kind: 'check-along', reader: port1 }, [port1])
  return { port: port2, end: checker.end }
}

/** A promise, and the two ends of it. A rejection that nobody waits for yet is no complaint. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: Error) => void = () => undefined
  const promise = new Promise<T>((...settle) => {
    ;[resolve, reject] = settle
  })
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

/** Rejects with `ReadError` for a file that cannot be read, and with the signal's reason when cancelled; a cancelled file leaves nothing behind. */
export function readFile(file: File, { choices = {}, draft, directory = null, onProgress, signal }: ReadOptions = {}): Promise<ReadResult> {
  const read = later<ReadResult>()
  const checked = later<CheckedRows>()
  const stored = later<void>()
  const fail = (error: Error) => {
    checker?.end()
    read.reject(error)
    checked.reject(error)
    stored.reject(error)
  }
  const running = start((message, { table, end }) => {
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
        checker?.end()
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
  }, fail)
  // A look that fails is taken again once somebody needs it; it is no reason not to read.
  const checker = draft === undefined || file.size < checkAlongBytes ? null : startChecker(checked.resolve, checked.reject)
  running.send({ kind: 'read', file, choices, draft: draft ?? null, checker: checker?.port ?? null, directory }, checker === null ? [] : [checker.port])
  // Not before it is read: the look at the rows may have failed long before that. What was read is on the screen first: both need a processor.
  void Promise.allSettled([read.promise, checked.promise]).then(() => whenIdle(() => running.send({ kind: 'store' }), drawnMs))
  function onAbort() {
    running.end()
    fail(signal?.reason instanceof Error ? signal.reason : new Error('Reading was canceled.'))
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
  start((message, { send, table, end }) => {
    switch (message.kind) {
      case 'opened': {
        const { header, records, missing } = message
        opened.resolve({ header, records, missing, table: table(), checked: checked.promise })
        if (header.hasRows) whenIdle(() => send({ kind: 'check-opened' }), drawnMs)
        else end()
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
  }, fail).send({ kind: 'open', id })
  return opened.promise
}

/** Looks at every row of a mapped table once, off the main thread. */
export function checkRows(table: PackedTable, purpose: Purpose | null): Promise<CheckedRows> {
  const checked = later<CheckedRows>()
  start((message, { end }) => {
    end()
    if (message.kind === 'checked') checked.resolve(message.checked)
    else checked.reject(new Error('The rows could not be checked.'))
  }, checked.reject).send({ kind: 'check', headers: table.headers, rowCount: table.rowCount, blocks: table.blocks.map(blockBytes), purpose })
  return checked.promise
}

/** Maps a table off the main thread; its columns that nothing changes stay those of the page. */
export function mapRows(table: PackedTable, mapping: readonly ColumnMapping[]): Promise<MappedTable> {
  const mapped = later<MappedTable>()
  start((message, { end }) => {
    end()
    if (message.kind === 'mapped') mapped.resolve(mappedTable(message.table, table))
    else mapped.reject(new Error('The columns could not be mapped.'))
  }, mapped.reject).send({ kind: 'map', headers: table.headers, rowCount: table.rowCount, blocks: table.blocks.map(blockBytes), mapping })
  return mapped.promise
}
