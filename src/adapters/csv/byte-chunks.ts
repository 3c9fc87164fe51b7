/** A file as a run of byte chunks: read piece by piece, unpacked where it is a gzip archive, and never more than the limit. */
import { limits } from '#domain/table/body.ts'
import { ReadError } from '#domain/table/reading.ts'

export interface ChunkOptions {
  readonly chunkBytes?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Bytes of the file (packed ones, where it is packed) that have been read. */
  readonly onBytes?: ((bytes: number) => void) | undefined
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1_048_576)

/** Before anything is read: a file that is too large is answered at once. */
export function refuseTooLarge(size: number) {
  if (size > limits.bytes)
    throw new ReadError(
      `The file has ${megabytes(size).toLocaleString('en')} MB; at most ${megabytes(limits.bytes)} MB can be read. Split it, or remove columns that are not needed.`,
    )
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

/** Each read crosses to another process and back, so few and large ones are quick; the text of what is worked on at once has to fit a cache (both measured). */
const readBytes = 4 * 1024 * 1024
/** Enough to find out how the file is written, while the rest comes. */
const firstReadBytes = 256 * 1024

/** The next read is asked for before the last one is worked on. */
async function* plainChunks(file: Blob, { chunkBytes = 32 * 1024, signal, onBytes }: ChunkOptions): AsyncGenerator<Uint8Array> {
  const read = (from: number, size: number) => (from < file.size ? file.slice(from, from + size).arrayBuffer() : null)
  let next = read(0, firstReadBytes)
  for (let from = 0, to = firstReadBytes; next !== null; from = to, to += readBytes) {
    const bytes = new Uint8Array(await next)
    next = read(to, readBytes)
    // Answered at the latest when it is asked for; a failure before that must not count as unhandled.
    next?.catch(() => undefined)
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      signal?.throwIfAborted()
      const chunk = bytes.subarray(at, at + chunkBytes)
      onBytes?.(from + at + chunk.length)
      yield chunk
    }
  }
}

/** Unpacked bytes count against the same limit: an archive may hold a thousand times what it weighs. */
async function* unpackedChunks(file: Blob, options: ChunkOptions): AsyncGenerator<Uint8Array> {
  let total = 0
  let sourceFailed = false
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: () => undefined,
    pull: async (controller) => {
      const { value, done } = await source.next().catch((error: unknown) => {
        sourceFailed = true
        throw error
      })
      if (done === true) controller.close()
      else controller.enqueue(value as Uint8Array<ArrayBuffer>)
    },
  })
  const source = plainChunks(file, options)
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        if (sourceFailed) throw error
        throw new ReadError('The gzip archive is damaged or cut off. Pack the file again, or drop the unpacked one.')
      })
      if (done) return
      total += value.length
      if (total > limits.bytes) throw new ReadError(`The archive unpacks to more than ${megabytes(limits.bytes)} MB, which is as much as can be read.`)
      yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

export async function byteChunks(file: Blob, options: ChunkOptions = {}): Promise<AsyncGenerator<Uint8Array>> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return isGzip(head) ? unpackedChunks(file, options) : plainChunks(file, options)
}
