/** Which code page a file has that is not UTF-8: the one whose letters make the most probable text. Anything unsure stays Western. */
import { baltic, central, shareOfWords, turkish, western } from '#domain/fields/alphabets.ts'
import { improbablePlaces } from '#domain/fields/improbable.ts'
import { dosDecoder } from './dos-pages.ts'

const sampled = 65_536
/** The part of the words that a page has to explain. */
const mostlyWords = 0.9

const isHigh = (byte: number | undefined) => (byte ?? 0) >= 0x80

/** The share of bytes beyond ASCII that are beside another one: characters of two bytes stand in pairs. */
function pairedShare(bytes: Uint8Array): number {
  let high = 0
  let paired = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (!isHigh(bytes[at])) continue
    high += 1
    if (isHigh(bytes[at - 1]) || isHigh(bytes[at + 1])) paired += 1
  }
  return high === 0 ? 0 : paired / high
}

/** Strictly, or null where the bytes are not of that code page. The sample may end within a character. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** In pieces: Node, where the tests run, takes Windows-1252 for Latin-1 in a single call (nodejs/node#56542). */
const loosely = (bytes: Uint8Array, encoding: string): string => dosDecoder(encoding)?.(bytes) ?? new TextDecoder(encoding).decode(bytes, { stream: true })

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
const beyondAscii = /[^\0-\x7F]/gu
const shareOf = (text: string, pattern: RegExp) => count(text, pattern) / Math.max(1, count(text, beyondAscii))

interface Page {
  readonly encoding: string
  readonly fits: (text: string, bytes: Uint8Array) => boolean
}

/** Leading bytes of the characters in daily use; rare ones are what another code page looks like. */
const leadShare = (bytes: Uint8Array, from: number, to: number): number => {
  let leads = 0
  let usual = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (!isHigh(byte)) continue
    leads += 1
    if (byte >= from && byte <= to) usual += 1
    at += 1
  }
  return leads === 0 ? 0 : usual / leads
}

const kana = /[\u3041-\u3096\u30A1-\u30FC]/gu
const halfKana = /[\uFF61-\uFF9F]/gu
const hangul = /[\uAC00-\uD7A3]/gu
const han = /[\u4E00-\u9FFF\u3000-\u303F\uFF00-\uFFEF]/gu

/** Characters of two bytes, the strictest first. */
const doubleByte: readonly Page[] = [
  {
    encoding: 'shift_jis',
    fits: (text) =>
      count(text, kana) >= 2 &&
      count(text, halfKana) <= count(text, kana) + count(text, han) &&
      shareOf(text, /[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFF9F]/gu) > 0.95,
  },
  { encoding: 'euc-jp', fits: (text) => count(text, kana) >= 2 && shareOf(text, /[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFF5E]/gu) > 0.95 },
  { encoding: 'euc-kr', fits: (text) => count(text, hangul) >= 3 && shareOf(text, hangul) > 0.9 },
  {
    encoding: 'gb18030',
    fits: (text, bytes) => count(text, han) >= 3 && shareOf(text, han) > 0.95 && leadShare(bytes, 0xb0, 0xd7) > 0.8 && pairedShare(bytes) > 0.95,
  },
  { encoding: 'big5', fits: (text, bytes) => count(text, han) >= 3 && shareOf(text, han) > 0.95 && leadShare(bytes, 0xa4, 0xc6) > 0.8 },
]

interface Script {
  readonly encoding: string
  readonly letters: RegExp
  /** The letters that a text in it has most. */
  readonly usual: RegExp
}

const cyrillic = { letters: /\p{Script=Cyrillic}/gu, usual: /[оеаинт]/giu }
/** Alphabets without a Latin letter. */
const scripts: readonly Script[] = [
  { encoding: 'windows-1255', letters: /[\u05D0-\u05EA]/gu, usual: /[יוהלאר]/gu },
  { encoding: 'windows-1256', letters: /\p{Script=Arabic}/gu, usual: /[اليمنرد]/gu },
  { encoding: 'windows-1251', ...cyrillic },
  { encoding: 'koi8-r', ...cyrillic },
  { encoding: 'ibm866', ...cyrillic },
  { encoding: 'windows-1253', letters: /\p{Script=Greek}/gu, usual: /[αοιετσνάόίέ]/giu },
]

/** How many words of three bytes and more beyond ASCII there are, as no Western text has. */
function longRuns(bytes: Uint8Array): number {
  let runs = 0
  let length = 0
  for (const byte of bytes) {
    length = isHigh(byte) ? length + 1 : 0
    if (length === 3) runs += 1
  }
  return runs
}

/** A capital behind a small letter, as a wrong alphabet has them everywhere. */
const turned = /\p{Ll}\p{Lu}/gu

/** Words of letters beyond ASCII: the alphabet whose usual letters they have, in the usual case. */
function alphabet(bytes: Uint8Array): string | null {
  if (longRuns(bytes) < 2 || pairedShare(bytes) < 0.8) return null
  const [best] = scripts
    .flatMap(({ encoding, letters, usual }) => {
      const text = decoded(bytes, encoding)
      if (text === null || shareOf(text, letters) < 0.95) return []
      return [{ encoding, score: (count(text, usual) - 2 * count(text, turned)) / Math.max(1, count(text, letters)) }]
    })
    .toSorted((a, b) => b.score - a.score)
  return best?.encoding ?? null
}

/** Latin letters of other languages, by the words that they make. */
const latin: readonly (readonly [encoding: string, alphabets: typeof western])[] = [
  ['windows-1250', central],
  ['iso-8859-2', central],
  ['macintosh', western],
  ['ibm850', western],
  ['windows-1254', turkish],
  ['windows-1257', baltic],
  ['ibm852', central],
]

/** “Szőke” is “Szõke” in the Western page, a word that Portuguese could have: told by its other letters, of which Portuguese has none. */
const isHungarian = (text: string): boolean => {
  if (/[àâãäåæçèêëìîïðñòôøùßšžýþÿ]/i.test(text)) return false
  const isSpelled = /sz|gy|zs/i.test(text)
  const hasPairs = isSpelled || /[öü]/i.test(text)
  // Estonian has õ and ü, French û and é.
  return (/õ/i.test(text) && ((/[áíóú]/i.test(text) && hasPairs) || (/é/i.test(text) && isSpelled))) || (/û/i.test(text) && /[áö]/i.test(text) && hasPairs)
}

/** “Yıldız” is “Yýldýz”, a word that Icelandic or Czech could have: both have acute accents everywhere, and neither ç nor ü. */
const isTurkish = (text: string): boolean => count(text, /ý/giu) >= 2 && /[çü]/i.test(text) && !/[áéíóúæøåãñ]/i.test(text)

/** The label of the encoding, `windows-1252` where nothing speaks against it. */
export function guessCodePage(head: Uint8Array): string {
  const bytes = head.subarray(0, sampled)
  if (pairedShare(bytes) > 0.5) {
    for (const { encoding, fits } of doubleByte) {
      const text = decoded(bytes, encoding)
      if (text !== null && fits(text, bytes)) return encoding
    }
  }
  const found = alphabet(bytes)
  if (found !== null) return found
  const asWestern = loosely(bytes, 'windows-1252')
  if (isHungarian(asWestern)) return 'windows-1250'
  if (isTurkish(asWestern)) return 'windows-1254'
  const share = shareOfWords(asWestern, western)
  // One odd sign among many accents is an odd sign.
  if (share > 0.75 && improbablePlaces(asWestern) * 4 < Math.max(1, count(asWestern, beyondAscii))) return 'windows-1252'
  const [best] = latin
    .map(([encoding, alphabets]) => ({ encoding, share: shareOfWords(loosely(bytes, encoding), alphabets) }))
    .toSorted((a, b) => b.share - a.share)
  return best !== undefined && best.share >= mostlyWords && best.share > share ? best.encoding : 'windows-1252'
}
