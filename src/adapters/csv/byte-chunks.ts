/** A file as a run of byte chunks: read piece by piece, unpacked where it is a gzip archive, and never more than the limit. */
import { formatCount } from '#domain/count.ts'
import { limits } from '#domain/file/body.ts'
import { ReadError } from '#domain/file/reading.ts'

export interface ChunkOptions {
  readonly chunkBytes?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Bytes of the file (packed ones, where it is packed) that have been read. */
  readonly onBytes?: ((bytes: number) => void) | undefined
}

const megabytes = (bytes: number) => formatCount(Math.ceil(bytes / 1_048_576))

/** Before anything is read: a file that is too large is answered at once. */
export function refuseTooLarge(size: number) {
  if (size > limits.bytes)
    throw new ReadError(
      `The file has ${megabytes(size)} MB; at most ${megabytes(limits.bytes)} MB can be read. Split it, or remove columns that are not needed.`,
    )
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

/** What is read at once. Two such pieces of memory are read into by turns: a browser takes longer to get new memory than to read a file (measured). */
const readBytes = 256 * 1024

/** Reads on and on. What a read gave is good until the next one is asked for; null is the end. */
export interface ByteReader {
  readonly read: () => Promise<Uint8Array | null>
  readonly cancel: () => void
}

/** Begins to read at once, and the next piece while the last one is worked on. */
export function startReading(file: Blob): ByteReader {
  const { read, cancel } = readerOf(file.stream())
  const ask = () => {
    const asked = read()
    // Answered at the latest when it is asked for; a failure before that must not count as unhandled.
    asked.catch(() => undefined)
    return asked
  }
  let next = ask()
  return {
    async read() {
      const bytes = await next
      if (bytes !== null) next = ask()
      return bytes
    },
    cancel: () => void cancel().catch(() => undefined),
  }
}

/** Not every browser reads a file into memory that is there. */
function readerOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): { read: () => Promise<Uint8Array | null>; cancel: () => Promise<void> } {
  try {
    const reader = stream.getReader({ mode: 'byob' })
    const buffers = [new ArrayBuffer(readBytes), new ArrayBuffer(readBytes)]
    let reads = 0
    const read = async () => {
      const turn = reads % 2
      reads += 1
      const { value, done } = await reader.read(new Uint8Array(buffers[turn] ?? new ArrayBuffer(readBytes)))
      if (done) return null
      buffers[turn] = value.buffer
      return value
    }
    return { read, cancel: () => reader.cancel() }
  } catch {
    const reader = stream.getReader()
    return { read: async () => (await reader.read()).value ?? null, cancel: () => reader.cancel() }
  }
}

/** Milliseconds after which a reader lets other tasks of its thread have a turn: what is there already is read without giving them one. */
const turnMs = 20

/** Once the tasks that wait have had their turn. A timer would wait four milliseconds longer each time. */
const nextTurn = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })

/** A chunk is good until the next one is asked for. Its text has to fit a cache while it is worked on (measured). */
async function* plainChunks(reader: ByteReader, { chunkBytes = 32 * 1024, signal, onBytes }: ChunkOptions): AsyncGenerator<Uint8Array> {
  try {
    let turn = performance.now()
    for (let from = 0; ;) {
      const bytes = await reader.read()
      if (bytes === null) return
      if (performance.now() - turn > turnMs) {
        await nextTurn()
        turn = performance.now()
      }
      // As even as they can be cut: a few bytes more would be as much work as a whole chunk.
      const size = Math.ceil(bytes.length / Math.ceil(bytes.length / chunkBytes))
      for (let at = 0; at < bytes.length; at += size) {
        signal?.throwIfAborted()
        const chunk = bytes.subarray(at, at + size)
        onBytes?.(from + at + chunk.length)
        yield chunk
      }
      from += bytes.length
    }
  } finally {
    reader.cancel()
  }
}

/** Unpacked bytes count against the same limit: an archive may hold a thousand times what it weighs. */
async function* unpackedChunks(from: ByteReader, options: ChunkOptions): AsyncGenerator<Uint8Array> {
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
      else controller.enqueue(value.slice())
    },
  })
  const source = plainChunks(from, options)
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        if (sourceFailed) throw error
        throw new ReadError('The gzip archive is damaged or cut off. Pack the file again, or drop the unpacked one.')
      })
      if (done) return
      total += value.length
      if (total > limits.bytes) throw new ReadError(`The archive unpacks to more than ${megabytes(limits.bytes)} MB, the most that can be read.`)
      yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** `head`: the first bytes of what is read. */
export const byteChunks = (reader: ByteReader, head: Uint8Array, options: ChunkOptions = {}): AsyncGenerator<Uint8Array> =>
  isGzip(head) ? unpackedChunks(reader, options) : plainChunks(reader, options)
