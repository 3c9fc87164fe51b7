/** Reads a file off the main thread, so that the page stays usable. */
import { ReadError, type Reading, type ReadingChoices } from '#domain/table/reading.ts'
import type { Table } from '#domain/table/table.ts'
import { collectTable, readTable } from './read-table.ts'

export interface ToWorker {
  readonly file: File
  readonly choices: ReadingChoices
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly bytes: number; readonly rows: number }
  | { readonly kind: 'read'; readonly table: Table; readonly reading: Reading }
  | { readonly kind: 'failed'; readonly message: string }

const post = (message: FromWorker) => self.postMessage(message)

async function read({ file, choices }: ToWorker): Promise<void> {
  const sink = collectTable()
  const reading = await readTable(file, choices, sink, { onProgress: (progress) => post({ kind: 'progress', ...progress }) })
  post({ kind: 'read', table: sink.table(), reading })
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  read(data).catch((error: unknown) =>
    post({
      kind: 'failed',
      message:
        error instanceof ReadError ? error.message : 'The file could not be read: it may have been moved, changed or deleted meanwhile. Choose it again.',
    }),
  )
})
