/** Reads a file that an administrator dropped: in the worker, with progress, and with cancel at once. */
import { ReadError, type Reading, type ReadingChoices } from '#domain/table/reading.ts'
import type { Table } from '#domain/table/table.ts'
import workerUrl from './csv.worker.ts?worker&url'
import type { FromWorker, ToWorker } from './csv.worker.ts'
import { trustedWorkerUrl } from './worker-url.ts'

export { ReadError }

export interface ReadFile {
  readonly table: Table
  readonly reading: Reading
}

interface Options {
  readonly choices?: ReadingChoices
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal | undefined
}

/** Rejects with `ReadError` for a file that cannot be read, and with the signal's reason when cancelled. */
export function readCsv(file: File, { choices = {}, onProgress, signal }: Options): Promise<ReadFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'csv' })
    const end = () => {
      worker.terminate()
      signal?.removeEventListener('abort', onAbort)
    }
    const onAbort = () => {
      end()
      reject(signal?.reason instanceof Error ? signal.reason : new Error('Reading was cancelled.'))
    }
    signal?.addEventListener('abort', onAbort)
    worker.addEventListener('error', () => {
      end()
      reject(new ReadError('The reader could not be started. Reload the page and drop the file again.'))
    })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') {
        onProgress?.(data)
        return
      }
      end()
      if (data.kind === 'read') resolve({ table: data.table, reading: data.reading })
      else reject(new ReadError(data.message))
    })
    worker.postMessage({ file, choices } satisfies ToWorker)
  })
}
