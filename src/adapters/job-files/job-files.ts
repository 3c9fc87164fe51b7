/** The page's side of the worker that writes a job's files and makes digests: a worker a task, ended with it. */
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import { whenIdle } from '../intake/when-idle.ts'
import { putDigest } from '../storage/digests.ts'
import workerUrl from './job-files.worker.ts?worker&url'
import type { FromJobFiles, JobFile, ToJobFiles } from './job-file-model.ts'

export type { JobFile }

function ask(message: ToJobFiles): Promise<Exclude<FromJobFiles, { kind: 'failed' }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'job-files' })
    const end = (finish: () => void) => {
      worker.terminate()
      finish()
    }
    worker.addEventListener('error', () => end(() => reject(new Error('The file could not be written: its worker did not start. Reload the page.'))))
    worker.addEventListener('message', ({ data }: MessageEvent<FromJobFiles>) =>
      end(() => (data.kind === 'failed' ? reject(new Error(data.message)) : resolve(data))),
    )
    worker.postMessage(message)
  })
}

/** Rejects with a sentence. */
export async function writeJobFile(jobId: string, file: JobFile): Promise<string> {
  const answer = await ask({ kind: 'write', jobId, file })
  return answer.kind === 'written' ? answer.text : ''
}

/** A digest needs the whole file in memory. */
const mostBytes = 512 * 1024 * 1024

/** Once the page is idle; a file that is gone by then, or too large, has no digest, and the report says so. */
export function digestWhenIdle(draft: string, file: File): void {
  if (file.size > mostBytes) return
  whenIdle(
    () =>
      void ask({ kind: 'digest', file })
        .then((answer) => (answer.kind === 'digest' ? putDigest({ draft, name: file.name, bytes: file.size, sha256: answer.sha256 }) : undefined))
        .catch(() => undefined),
  )
}
