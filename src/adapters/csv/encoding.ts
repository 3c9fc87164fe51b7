/** Bytes → text: which encoding a file has, decided from its marks, its zero bytes, and strict UTF-8. */
import { ReadError } from '#domain/file/reading.ts'
import { guessCodePage } from './code-page.ts'
import { dosDecoder } from './dos-pages.ts'

/** The encodings that can be chosen: label of the Encoding Standard, and what administrators call it. */
export const encodings: readonly (readonly [label: string, name: string])[] = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16, little end first'],
  ['utf-16be', 'UTF-16, big end first'],
  ['windows-1252', 'Windows-1252 (Western Europe)'],
  ['windows-1250', 'Windows-1250 (Central Europe)'],
  ['windows-1251', 'Windows-1251 (Cyrillic)'],
  ['windows-1253', 'Windows-1253 (Greek)'],
  ['windows-1254', 'Windows-1254 (Turkish)'],
  ['iso-8859-2', 'ISO 8859-2 (Central Europe)'],
  ['macintosh', 'Mac Roman (older Excel for Mac)'],
  ['ibm850', 'DOS 850 (Western Europe)'],
  ['ibm852', 'DOS 852 (Central Europe)'],
  ['ibm866', 'DOS 866 (Cyrillic)'],
  ['koi8-r', 'KOI8-R (Cyrillic)'],
  ['windows-1255', 'Windows-1255 (Hebrew)'],
  ['windows-1256', 'Windows-1256 (Arabic)'],
  ['windows-1257', 'Windows-1257 (Baltic)'],
  ['windows-1258', 'Windows-1258 (Vietnamese)'],
  ['windows-874', 'Windows-874 (Thai)'],
  ['shift_jis', 'Shift JIS (Japanese)'],
  ['euc-jp', 'EUC-JP (Japanese)'],
  ['gb18030', 'GB 18030 (Chinese)'],
  ['big5', 'Big5 (Chinese, traditional)'],
  ['euc-kr', 'EUC-KR (Korean)'],
]

export const encodingName = (label: string): string => encodings.find(([each]) => each === label)?.[1] ?? label.toUpperCase()

export interface EncodingGuess {
  readonly encoding: string
  readonly hasMark: boolean
  readonly note: string | null
}

const looked = 65_536

/** From the first bytes: a mark decides; zero bytes on one side only are UTF-16; the rest is UTF-8 until it proves not to be. */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw new ReadError('The file is UTF-32, which no browser reads. Save it as UTF-8.')
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', hasMark: true, note: null }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', hasMark: true, note: null }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', hasMark: true, note: null }
  const pairs = Math.floor(Math.min(bytes.length, looked) / 2)
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const note = 'The file has no byte order mark and was read as UTF-16, because every other byte is zero. Check the names.'
  if (odd > pairs / 10 && even < odd / 10) return { encoding: 'utf-16le', hasMark: false, note }
  if (even > pairs / 10 && odd < even / 10) return { encoding: 'utf-16be', hasMark: false, note }
  return { encoding: 'utf-8', hasMark: false, note: null }
}

/** Thrown while decoding, where a file that looked like UTF-8 is not: reading starts over. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8'
}

interface Fallback {
  readonly encoding: string
  readonly note: string
}

const pageNote = (encoding: string): string =>
  encoding === 'windows-1252'
    ? 'The file is not valid UTF-8 and was read as Windows-1252, as Excel saves “CSV”. Check accented letters, and choose another encoding if they are wrong.'
    : `The file is not valid UTF-8 and was read as ${encodingName(encoding)}, which fits its letters best. Check the names, and choose another encoding if they are wrong.`
const damagedUtf8: Fallback = {
  encoding: 'utf-8',
  note: 'The file is UTF-8 with some invalid bytes, shown as “�” in the cells. Choose another encoding if all accents are wrong.',
}

/**
 * What a file is that is not strictly UTF-8. Accents of Windows-1252 make UTF-8 sequences by accident hardly ever, so a beginning full of
 * good ones is UTF-8 with a damaged place, and reading it as anything else would spoil every name.
 */
export function fallbackFor(head: Uint8Array): Fallback {
  const text = new TextDecoder('utf-8').decode(head.subarray(0, looked))
  const bad = text.split('\uFFFD').length - 1
  // oxlint-disable-next-line no-control-regex
  const good = (text.match(/[^\u0000-\u007F\uFFFD]/g) ?? []).length
  // The last character of the beginning may be cut.
  return good >= 3 && good >= 10 * (bad - 1) ? damagedUtf8 : pageFor(head)
}

function pageFor(head: Uint8Array): Fallback {
  const encoding = guessCodePage(head)
  return { encoding, note: pageNote(encoding) }
}

/** A decoder that keeps characters whole across chunks. Strict where UTF-8 was only guessed; a chosen encoding shows what it cannot read as �. */
export function makeDecoder(encoding: string, isStrict: boolean): (chunk: Uint8Array, isLast: boolean) => string {
  const ofDos = dosDecoder(encoding)
  if (ofDos !== null) return ofDos
  const decoder = new TextDecoder(encoding, { fatal: isStrict })
  return (chunk, isLast) => {
    try {
      // Ended by a call of its own: Node, where the tests run, takes Windows-1252 for Latin-1 in a single call (nodejs/node#56542).
      const text = decoder.decode(chunk, { stream: true })
      return isLast ? text + decoder.decode() : text
    } catch {
      throw new NotUtf8()
    }
  }
}
