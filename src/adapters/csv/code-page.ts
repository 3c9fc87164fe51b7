/** Which code page a file has that is not UTF-8: the one whose letters make the most probable text. Anything unsure stays Western. */
import { improbablePlaces } from '#domain/fields/improbable.ts'

const sampled = 65_536

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
const loosely = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes, { stream: true })

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
    fits: (text) => count(text, kana) >= 2 && count(text, halfKana) === 0 && shareOf(text, /[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFF5E]/gu) > 0.95,
  },
  { encoding: 'euc-jp', fits: (text) => count(text, kana) >= 2 && shareOf(text, /[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFF5E]/gu) > 0.95 },
  { encoding: 'euc-kr', fits: (text) => count(text, hangul) >= 3 && shareOf(text, hangul) > 0.9 },
  {
    encoding: 'gb18030',
    fits: (text, bytes) => count(text, han) >= 3 && shareOf(text, han) > 0.95 && leadShare(bytes, 0xb0, 0xd7) > 0.8 && pairedShare(bytes) > 0.95,
  },
  { encoding: 'big5', fits: (text, bytes) => count(text, han) >= 3 && shareOf(text, han) > 0.95 && leadShare(bytes, 0xa4, 0xc6) > 0.8 },
]

/** A capital behind a small letter, as a wrong alphabet has them everywhere. */
const turned = /\p{Ll}\p{Lu}/gu

/** Cyrillic or Greek: words of letters beyond ASCII, and which alphabet has them in a usual order. */
function alphabet(bytes: Uint8Array, western: string): string | null {
  if (count(western, /[\u00C0-\u00FF]{3}/gu) < 3 || pairedShare(bytes) < 0.8) return null
  const [best, other] = (['windows-1251', 'windows-1253'] as const)
    .flatMap((encoding) => {
      const text = decoded(bytes, encoding)
      if (text === null) return []
      const letters = shareOf(text, encoding === 'windows-1251' ? /\p{Script=Cyrillic}/gu : /\p{Script=Greek}/gu)
      return letters < 0.95 ? [] : [{ encoding, wrong: count(text, turned) / text.length }]
    })
    .toSorted((a, b) => a.wrong - b.wrong)
  return best !== undefined && (other === undefined || best.wrong < other.wrong) ? best.encoding : null
}

/** The label of the encoding, `windows-1252` where nothing speaks against it. */
export function guessCodePage(head: Uint8Array): string {
  const bytes = head.subarray(0, sampled)
  if (pairedShare(bytes) > 0.5) {
    for (const { encoding, fits } of doubleByte) {
      const text = decoded(bytes, encoding)
      if (text !== null && fits(text, bytes)) return encoding
    }
  }
  const western = loosely(bytes, 'windows-1252')
  const found = alphabet(bytes, western)
  if (found !== null) return found
  // One odd sign among many accents is an odd sign.
  if (improbablePlaces(western) * 4 < Math.max(1, count(western, beyondAscii))) return 'windows-1252'
  // A page of other Latin letters, where it leaves nothing improbable.
  return ['windows-1250', 'macintosh'].find((encoding) => improbablePlaces(loosely(bytes, encoding)) === 0) ?? 'windows-1252'
}
