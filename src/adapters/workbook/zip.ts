/** Opens a zip archive by its directory and unpacks single entries, streaming; nothing is unpacked that is not asked for. */
import { limits } from '#domain/file/body.ts'
import { ReadError } from '#domain/file/reading.ts'

interface Entry {
  readonly method: number
  readonly packed: number
  readonly offset: number
}

export type Zip = ReadonlyMap<string, Entry>

const damaged = () => new ReadError('The workbook is damaged or cut off. Open it, save it again, and drop that file.')

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
/** The end record is 22 bytes and may carry a comment of 64 KiB. */
const endSearched = 65_557

/** Entries by name, from the directory at the end of the archive. */
export async function openZip(file: Blob): Promise<Zip> {
  const from = Math.max(0, file.size - endSearched)
  const tail = new DataView(await file.slice(from).arrayBuffer())
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== endSignature) end -= 1
  if (end < 0) throw damaged()
  const count = tail.getUint16(end + 10, true)
  const size = tail.getUint32(end + 12, true)
  const start = tail.getUint32(end + 16, true)
  if (start + size > file.size) throw damaged()
  const view = new DataView(await file.slice(start, start + size).arrayBuffer())
  const entries = new Map<string, Entry>()
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength))
    entries.set(name.replace(/^\//, ''), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The text of an entry, piece by piece. Unpacked bytes count against the limit of a file: an archive may hold a thousand times what it weighs. */
export async function* entryText(file: Blob, zip: Zip, name: string, onBytes?: (packed: number) => void): AsyncGenerator<string> {
  const entry = zip.get(name)
  if (entry === undefined) throw damaged()
  const local = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer())
  if (local.byteLength < 30) throw damaged()
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  if (entry.method !== 0 && entry.method !== 8) throw damaged()
  let read = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length
      onBytes?.(read)
      controller.enqueue(chunk)
    },
  })
  const packed = file
    .slice(start, start + entry.packed)
    .stream()
    .pipeThrough(counted)
  const reader = (entry.method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'))).getReader()
  const decoder = new TextDecoder('utf-8')
  let total = 0
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        throw error instanceof DOMException ? error : damaged()
      })
      if (done) break
      total += value.length
      if (total > limits.bytes * 2)
        throw new ReadError(`A sheet of the workbook unpacks to more than ${limits.bytes / 524_288} MB. Split it, or save it as CSV.`)
      yield decoder.decode(value, { stream: true })
    }
    yield decoder.decode()
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

export async function wholeText(file: Blob, zip: Zip, name: string): Promise<string> {
  let text = ''
  for await (const piece of entryText(file, zip, name)) text += piece
  return text
}
