/** Opens a zip archive by its directory and unpacks single entries, streaming: bounded while it unpacks, and checked against size and CRC-32. */
import { formatCount } from '#domain/count.ts'
import { limits } from '#domain/file/body.ts'
import { ReadError } from '#domain/file/reading.ts'
import { finishedCrc, initialCrc, updateCrc } from './crc32.ts'

interface Entry {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packed: number
  /** Unpacked, as the archive says; unpacking ends where there is more. */
  readonly size: number
  readonly offset: number
}

export type Zip = ReadonlyMap<string, Entry>

/** Nothing of a damaged workbook counts, not even its other sheets. */
export const damaged = () => new ReadError('The workbook is damaged or cut off. Open it, save it again, and drop that file.')

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const isEncrypted = 1
/** The end record is 22 bytes and may carry a comment of 64 KiB. */
const endSearched = 65_557
/** Sheets, tables, pictures: a workbook has hundreds of entries at most. */
const mostEntries = 20_000
/** The most that an entry may unpack to, unless its reader allows less. */
const mostUnpacked = limits.bytes

/** Spreadsheets pack their parts to a tenth, formatting alone to a fiftieth: what is packed tighter and large was built to fill time and memory. */
const mostTimes = 200
const suspectFrom = 32 * 1024 * 1024

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
  if (start + size > file.size || count > mostEntries || count !== tail.getUint16(end + 8, true)) throw damaged()
  const view = new DataView(await file.slice(start, start + size).arrayBuffer())
  const entries = new Map<string, Entry>()
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    if (at + 46 + nameLength > view.byteLength) throw damaged()
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength))
    const key = name.replace(/^\//, '')
    // Two entries of one name: which one counts would be a guess.
    if (entries.has(key)) throw damaged()
    entries.set(key, {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizesOf(view, at, nameLength),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  // What is left over belongs to an entry that the count does not know.
  if (at !== view.byteLength) throw damaged()
  return entries
}

const isElsewhere = 0xffffffff

/** Sizes and place of an entry; some programs write them as 64 bits, in the extra field (APPNOTE 4.5.3). */
function sizesOf(view: DataView, at: number, nameLength: number): Pick<Entry, 'size' | 'packed' | 'offset'> {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  const from = at + 46 + nameLength
  const to = from + view.getUint16(at + 30, true)
  if (to > view.byteLength) throw damaged()
  for (let field = from; field + 4 <= to; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue
    let value = field + 4
    for (const [index, size] of short.entries()) {
      if (size !== isElsewhere) continue
      if (value + 8 > to) throw damaged()
      short[index] = Number(view.getBigUint64(value, true))
      value += 8
    }
  }
  const [size = 0, packed = 0, offset = 0] = short
  return { size, packed, offset }
}

/** Where the packed bytes of an entry begin. Its own header has to say the same as the directory. */
async function startOf(file: Blob, entry: Entry): Promise<number> {
  const local = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer())
  if (local.byteLength < 30 || local.getUint32(0, true) !== localSignature || local.getUint16(8, true) !== entry.method) throw damaged()
  const nameLength = local.getUint16(26, true)
  const name = new TextDecoder().decode(await file.slice(entry.offset + 30, entry.offset + 30 + nameLength).arrayBuffer())
  if (name !== entry.name) throw damaged()
  return entry.offset + 30 + nameLength + local.getUint16(28, true)
}

const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)

interface EntryOptions {
  readonly onBytes?: ((packed: number) => void) | undefined
  readonly most?: number
  readonly signal?: AbortSignal | undefined
}

/** The bytes of an entry, piece by piece. The last piece comes before its checksum is known: only once this ends are all of them right. */
export async function* entryBytes(file: Blob, zip: Zip, name: string, { onBytes, most = mostUnpacked, signal }: EntryOptions): AsyncGenerator<Uint8Array> {
  const entry = zip.get(name)
  if (entry === undefined || (entry.method !== 0 && entry.method !== 8)) throw damaged()
  if ((entry.flags & isEncrypted) !== 0) throw new ReadError('The archive is protected with a password. Save the workbook without one, and drop that file.')
  if (entry.size > most)
    throw new ReadError(
      `A part of the workbook unpacks to ${megabytes(entry.size)} MB; at most ${megabytes(most)} MB can be read. Split it, or save it as CSV.`,
    )
  if (entry.size > suspectFrom && entry.size > entry.packed * mostTimes)
    throw new ReadError(
      `A part of the workbook unpacks to ${formatCount(Math.round(entry.size / Math.max(1, entry.packed)))} times its size, as no spreadsheet packs it. Open the workbook, save it as CSV, and drop that file.`,
    )
  const start = await startOf(file, entry)
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
  let total = 0
  let crc = initialCrc
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { value, done } = await reader.read().catch((error: unknown) => {
        throw error instanceof DOMException ? error : damaged()
      })
      if (done) break
      total += value.length
      // More than the directory says: a damaged archive, or one that was built to fill the memory.
      if (total > entry.size) throw damaged()
      crc = updateCrc(crc, value)
      yield value
    }
    if (total !== entry.size || finishedCrc(crc) !== entry.crc) throw damaged()
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** The text of an entry, piece by piece. */
export async function* entryText(file: Blob, zip: Zip, name: string, options: EntryOptions = {}): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const bytes of entryBytes(file, zip, name, options)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}

/** Lists, links and formats of a workbook are small. */
const mostWhole = 16 * 1024 * 1024

export async function wholeText(file: Blob, zip: Zip, name: string): Promise<string> {
  let text = ''
  for await (const piece of entryText(file, zip, name, { most: mostWhole })) text += piece
  return text
}
