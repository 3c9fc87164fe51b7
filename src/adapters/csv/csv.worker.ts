/** Reads a CSV file off the main thread, so that the page stays usable. */
import { CsvError, limits } from './parse-csv.ts'
import { readBytes, type ReadFile } from './read-bytes.ts'

export type FromWorker =
  | { readonly kind: 'progress'; readonly bytes: number; readonly rows: number }
  | { readonly kind: 'read'; readonly file: ReadFile }
  | { readonly kind: 'failed'; readonly message: string }

const chunkBytes = 1024 * 1024
const newline = 10

async function read(file: File): Promise<ReadFile> {
  const bytes = new Uint8Array(file.size)
  let rows = 0
  for (let at = 0; at < file.size; at += chunkBytes) {
    const chunk = new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer())
    bytes.set(chunk, at)
    for (const byte of chunk) if (byte === newline) rows += 1
    post({ kind: 'progress', bytes: at + chunk.length, rows })
  }
  return readBytes(bytes)
}

const post = (message: FromWorker) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<File>) => {
  if (data.size > limits.bytes) {
    post({
      kind: 'failed',
      message: `The file has ${Math.ceil(data.size / 1_048_576)} MB; at most ${limits.bytes / 1_048_576} MB can be read. Split it, or remove columns that are not needed.`,
    })
    return
  }
  read(data).then(
    (file) => post({ kind: 'read', file }),
    (error: unknown) =>
      post({
        kind: 'failed',
        message:
          error instanceof CsvError ? error.message : 'The file could not be read: it may have been moved, changed or deleted meanwhile. Choose it again.',
      }),
  )
})
