/** Finds a text in cells: in a worker with a time limit, whatever the pattern. */
import type { FindOptions, FoundCell } from '#domain/draft/find-text.ts'
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import type { FindRequest } from './find.worker.ts'
import workerUrl from './find.worker.ts?worker&url'

const mostMs = 3_000

export class FindTimeout extends Error {}

export function findCells(texts: readonly string[], options: FindOptions, replacement: string, signal: AbortSignal): Promise<FoundCell[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'find' })
    const end = () => {
      clearTimeout(timer)
      worker.terminate()
    }
    const timer = setTimeout(() => {
      end()
      reject(new FindTimeout(`The search took longer than ${mostMs / 1_000} seconds and was stopped. Use a simpler pattern, or search one column.`))
    }, mostMs)
    signal.addEventListener('abort', end)
    worker.addEventListener('message', ({ data }: MessageEvent<FoundCell[]>) => {
      end()
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => {
      end()
      reject(new Error(message))
    })
    worker.postMessage({ texts, options, replacement } satisfies FindRequest)
  })
}
