/** The worker that writes the files of a job, and the digest of a draft's file: both go through all of it, and no page has to wait for that. */
import { writeJobFile } from './write-job-file.ts'
import type { FromJobFiles, ToJobFiles } from './job-file-model.ts'

const scope = globalThis as unknown as {
  postMessage(message: FromJobFiles): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToJobFiles>) => void): void
}

async function answer(message: ToJobFiles): Promise<FromJobFiles> {
  if (message.kind === 'write') return { kind: 'written', text: await writeJobFile(message) }
  const digest = await crypto.subtle.digest('SHA-256', await message.file.arrayBuffer())
  return { kind: 'digest', sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

scope.addEventListener('message', ({ data }) => {
  answer(data).then(
    (done) => scope.postMessage(done),
    (error: unknown) => scope.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
