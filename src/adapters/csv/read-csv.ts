/** Reads a file that an administrator dropped: in the worker, with progress, and with cancel at once. */
import workerUrl from './csv.worker.ts?worker&url'
import type { FromWorker } from './csv.worker.ts'
import { CsvError } from './parse-csv.ts'
import type { ReadFile } from './read-bytes.ts'
import { trustedWorkerUrl } from './worker-url.ts'

export { CsvError }
export type { ReadFile }

interface Options {
  readonly onProgress?: (progress: { bytes: number; rows: number }) => void
  readonly signal?: AbortSignal | undefined
}

/** Rejects with `CsvError` for a file that cannot be read, and with the signal's reason when cancelled. */
export function readCsv(file: File, { onProgress, signal }: Options): Promise<ReadFile> {
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
      reject(new CsvError('The reader could not be started. Reload the page and drop the file again.'))
    })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') {
        onProgress?.(data)
        return
      }
      end()
      if (data.kind === 'read') resolve(data.file)
      else reject(new CsvError(data.message))
    })
    worker.postMessage(file)
  })
}
