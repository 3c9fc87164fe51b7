/** Characters that nobody sees or that look like others: which they are, and the text without them. */

export const bidi = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
export const zeroWidth = /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF]/g
/** With the joiners that some scripts and emoji need, which no login does. */
export const zeroWidthInLogin = /[\u00AD\u180E\u200B-\u200D\u2060-\u2064\uFEFF]/g
export const noBreak = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g
export const edges = /^[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+|[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+$/g
/** Line breaks, tabs and repeated blanks between words: nobody sees them in a cell of one line. */
export const innerSpace = /[\t-\r\u2028\u2029]| {2}/
const lines = / *[\t-\r\u2028\u2029]+ */g

/** On one line with single blanks; the lines of an address stay parts of it. */
export const onOneLine = (text: string, isAddress: boolean): string =>
  trimmed(text)
    .replaceAll(lines, (found) => (isAddress && /[\n\r]/.test(found) ? ', ' : ' '))
    .replaceAll(/,, /g, ', ')
    .replaceAll(/ {2,}/g, ' ')

export const typographic = /[\u2018\u2019\u201C\u201D\u201E\u201A\u00AB\u00BB\u2010-\u2015\u2212]/
export const fullWidth = /[\uFF01-\uFF5E]/
export const combining = /\p{M}/u
const others = /[\p{Script=Cyrillic}\p{Script=Greek}]/u
const latin = /\p{Script=Latin}/u
// oxlint-disable-next-line no-control-regex
export const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

/** Shown instead of a character that cannot be seen: ⟨U+200B⟩. */
export const escaped = (text: string, which: RegExp) =>
  text.replaceAll(which, (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)

/** Most texts begin and end with a sign of ASCII, and are left alone for that. */
const isTight = (unit: number) => unit > 32 && unit < 127
export const trimmed = (text: string): string => (isTight(text.charCodeAt(0)) && isTight(text.charCodeAt(text.length - 1)) ? text : text.replaceAll(edges, ''))

const plainSigns: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201A': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u201E': '"',
  '\u00AB': '"',
  '\u00BB': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
}
export const withPlainSigns = (text: string): string => Array.from(text, (char) => plainSigns[char] ?? char).join('')

/** Letters of ASCII in another width, and the wide space. */
export const withOrdinaryWidth = (text: string): string =>
  text.replaceAll(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ')

/** The zeros of Arabic, Persian, Indian and Thai digits. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]
export const otherDigits = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59]/g

export const withOrdinaryDigits = (text: string): string =>
  text.replaceAll(otherDigits, (char) => {
    const code = char.charCodeAt(0)
    return String(code - (zeros.find((zero) => code >= zero && code <= zero + 9) ?? code))
  })

/** Cyrillic and Greek letters that are drawn like Latin ones. */
const lookAlikes = 'авекмнорстухіјѕԁԛԝһАВЕКМНОРСТУХІЈЅοανιρυκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'
const latinOnes = 'abekmhopctyxijsdqwhABEKMHOPCTYXIJSoavipukxABEZHIKMNOPTYX'
const likeness = new Map(Array.from(lookAlikes, (char, at) => [char, latinOnes[at] ?? char] as const))

export const mixesAlphabets = (text: string): boolean => latin.test(text) && others.test(text)
export const escapedAlphabets = (text: string): string => escaped(text, /[\p{Script=Cyrillic}\p{Script=Greek}]/gu)

/** Latin letters where all the others have a likeness; null where one has none, since then it is no disguise. */
export function inLatin(text: string): string | null {
  const made = Array.from(text, (char) => likeness.get(char) ?? char).join('')
  return others.test(made) ? null : made
}

/** What Windows-1252 has in place of the bytes 0x80 to 0x9F. */
const windows =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'
const byteOf = new Map<number, number>()
for (let byte = 0; byte < 256; byte += 1) byteOf.set(byte >= 0x80 && byte < 0xa0 ? windows.charCodeAt(byte - 0x80) : byte, byte)

/** UTF-8 that was read as Windows-1252: two or more letters that are the bytes of one. */
const once = /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]+/g

/** A run of such letters as the ones they were, or null where the bytes are none. */
function decoded(run: string): string | null {
  const bytes: number[] = []
  for (const char of run) {
    const byte = byteOf.get(char.charCodeAt(0))
    if (byte === undefined) return null
    bytes.push(byte)
  }
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
    if (length === 0 || at + length > bytes.length) return null
    let code = first & (0xff >> (length + 1))
    for (let next = 1; next < length; next += 1) {
      const byte = bytes[at + next] ?? 0
      if ((byte & 0xc0) !== 0x80) return null
      code = (code << 6) | (byte & 0x3f)
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null
    text += String.fromCodePoint(code)
    at += length
  }
  return text
}

/** The text as it was before it was read in the wrong encoding, once or twice. */
export function withoutMojibake(text: string): string {
  let now = text
  for (let times = 0; times < 3; times += 1) {
    const next = now.replaceAll(once, (run) => decodedRuns(run))
    if (next === now) break
    now = next
  }
  return now
}

/** Letters that follow by chance are left: the longest beginning that is a letter, and so on. */
function decodedRuns(run: string): string {
  let text = ''
  for (let at = 0; at < run.length;) {
    const length = [4, 3, 2].find((each) => at + each <= run.length && decoded(run.slice(at, at + each)) !== null) ?? 0
    text += length === 0 ? run.charAt(at) : (decoded(run.slice(at, at + length)) ?? '')
    at += Math.max(1, length)
  }
  return text
}
