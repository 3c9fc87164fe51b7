/** Reads rows that are plain as bytes, and leaves all others to the reader of texts: what comes out is the same, whichever reads it. */
import { waiting } from '#domain/file/body.ts'
import { plainScanner, type PlainScanner } from '#domain/file/plain-scan.ts'
import type { TextReader } from './read-text.ts'

/** What is looked at together. Only a record that is longer is read as text for its length. */
const laneBytes = 64 * 1024
/** A record that began as text is followed, line by line, for so many lines; from then on to the end of the chunk. */
const mostLines = 50
const lineFeed = 10

/** `decode` keeps characters whole from one call to the next, so it may be called with any piece. */
export function plainLane(reader: TextReader, decode: (bytes: Uint8Array, isLast: boolean) => string, encoding: string) {
  let work = new Uint8Array(0)
  /** Bytes of `work` that wait; they begin with a record. */
  let held = 0
  let scanner: PlainScanner | null = null
  let isTextOnly = encoding !== 'utf-8'

  const pushText = (bytes: Uint8Array) => reader.push(decode(bytes, false), false)

  function push(chunk: Uint8Array) {
    const from = held === 0 && reader.isWithin && !isTextOnly ? finishRecord(chunk) : 0
    if (from === chunk.length) return
    const rules = isTextOnly ? null : reader.plain()
    if (rules === null) {
      end()
      pushText(chunk.subarray(from))
      return
    }
    keep(chunk.subarray(from))
    if (held < laneBytes) return
    scanner ??= plainScanner(rules.dialect, rules.rules, work.length)
    if (scanner === null) {
      isTextOnly = true
      end()
    } else scan(scanner)
  }

  /** The rest of a record that began as text goes there, too. Answers where the next one begins. */
  function finishRecord(chunk: Uint8Array): number {
    let from = 0
    for (let line = 0; line < mostLines && reader.isWithin; line += 1) {
      const feed = chunk.indexOf(lineFeed, from)
      if (feed === -1) break
      pushText(chunk.subarray(from, feed + 1))
      from = feed + 1
    }
    if (!reader.isWithin) return from
    pushText(chunk.subarray(from))
    return chunk.length
  }

  function keep(bytes: Uint8Array) {
    if (held + bytes.length > work.length) {
      // The scanner's memory is as large as what it looks at.
      const more = new Uint8Array((held + bytes.length) * 2)
      more.set(work.subarray(0, held))
      work = more
      scanner = null
    }
    work.set(bytes, held)
    held += bytes.length
  }

  /** Whoever knows the end of a file by its last rows gets them as text, so some always wait. */
  function scan(by: PlainScanner) {
    const { rows, count, starts, isOdd } = by.scan(work, held)
    const taken = Math.max(0, count - waiting)
    if (taken > 0) reader.takePlain(rows, taken)
    work.copyWithin(0, starts[taken] ?? 0, held)
    held -= starts[taken] ?? 0
    if (isOdd || taken === 0) end()
  }

  /** What waits is read as text. */
  function end() {
    if (held === 0) return
    const bytes = work.subarray(0, held)
    held = 0
    pushText(bytes)
  }

  return { push, end }
}
