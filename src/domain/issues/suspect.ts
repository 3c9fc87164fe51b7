/** What looks like damage or disguise in a cell: characters that nobody sees, look-alikes, and what spreadsheets do to values. Never a password's. */
import type { Field } from '../fields/field.ts'

/** Shown instead of a character that cannot be seen: ⟨U+200B⟩. */
const escaped = (text: string, which: RegExp) =>
  text.replaceAll(which, (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)

const bidi = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const zeroWidth = /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF]/g
/** With the joiners that some scripts and emoji need, which no login does. */
const zeroWidthInLogin = /[\u00AD\u180E\u200B-\u200D\u2060-\u2064\uFEFF]/g
const oddEdge = /^[\u00A0\u2000-\u200A\u202F\u205F\u3000]|[\u00A0\u2000-\u200A\u202F\u205F\u3000]$/
const typographic = /[\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB\u2013\u2014]/
/** UTF-8 that was read as Windows-1252 once: “Ã¼”, “â€™”. */
const mojibake = /[ÃÂ][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|â€/
const others = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu
const latin = /\p{Script=Latin}/u

/** Sentences, each a warning. Cells of plain ASCII take one test only. */
export function suspicions(field: Field, text: string): readonly string[] {
  if (field.kind === 'password') return []
  // oxlint-disable-next-line no-control-regex
  const isPlain = /^[\u0020-\u007E]*$/.test(text)
  const damage = spreadsheetDamage(field, text)
  if (isPlain) return damage === null ? [] : [damage]
  return [...characters(field, text), ...(damage === null ? [] : [damage])]
}

function characters(field: Field, text: string): string[] {
  const found: string[] = []
  const isLogin = field.identifies
  if (text.search(bidi) !== -1) found.push(`${field.label} contains characters that change the text direction: “${escaped(text, bidi)}”. Retype the value.`)
  const hidden = isLogin ? zeroWidthInLogin : zeroWidth
  if (text.search(hidden) !== -1) found.push(`${field.label} contains an invisible character: “${escaped(text, hidden)}”. Retype the value.`)
  if (isLogin) {
    // One word of two alphabets: “аna” with a Cyrillic а is another login than “ana”.
    if (latin.test(text) && text.search(others) !== -1)
      found.push(`${field.label} mixes Latin letters with look-alikes: “${escaped(text, others)}”. Retype the value.`)
    if (typographic.test(text)) found.push(`${field.label} contains a typographic quote or dash: “${text}”. Check whether a plain one is meant.`)
  }
  if (oddEdge.test(text))
    found.push(`${field.label} begins or ends with a no-break space: “${escaped(text, /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g)}”. Remove it.`)
  if (mojibake.test(text)) found.push(`${field.label} is “${text}”, which looks like a name read in the wrong encoding. Check the accents.`)
  return found
}

interface Damage {
  readonly pattern: RegExp
  readonly says: string
}

/** Every character that `characters` may have something to say about in a field that is no login. */
export const oddCharacter = /[\u00A0\u00AD\u00C2\u00C3\u061C\u180E\u2000-\u200B\u200E\u200F\u202A-\u202F\u205F-\u2064\u2066-\u2069\u3000\uFEFF]|\u00E2\u20AC/

const shortened = 'is a long number that a spreadsheet shortened; its last digits are lost. Retype the value'
const months = 'Jan|Feb|Mar|Mär|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez'

/** What spreadsheets do to values that only look like numbers, dates and formulas (the cases of datatest's `excel_safe`). */
export const damages: readonly Damage[] = [
  { pattern: /^\d+(?:[.,]\d+)?E\+?\d+$/i, says: shortened },
  { pattern: /^\d{15,}0$/, says: 'has more than 15 digits and ends in 0: spreadsheets keep 15 and add zeros. Check the source' },
  { pattern: /^#(?:N\/A|NV|REF!|VALUE!|WERT!|NAME\?|DIV\/0!|NULL!|NUM!|ZAHL!|BEZUG!)$/i, says: 'is a formula error. Enter the value' },
  { pattern: /^="[^"]*"$/, says: 'is a formula that protected the value in a spreadsheet. Keep only what is between the quotes' },
  {
    pattern: new RegExp(`^(?:\\d{1,2}[.-] ?(?:${months})\\.?|(?:${months})\\.?-\\d{2})$`, 'i'),
    says: 'looks like a code that a spreadsheet turned into a date. Check the source',
  },
  { pattern: /^(?:TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX)$/, says: 'is how a spreadsheet writes yes or no. Check that it is meant' },
]

const mostDamaged = 40
const mostWord = 8
const isDigit = (unit: number) => unit >= 48 && unit <= 57
const isCapital = (unit: number) => unit >= 65 && unit <= 90

/** Whether a text may be one of the damages: most are told by their length and by three of their code units. */
export function mayBeDamaged(length: number, first: number, thirdLast: number, last: number): boolean {
  if (length === 0 || length > mostDamaged) return false
  if (isDigit(first) || first === hash || first === equals) return true
  // What is left is short: a month, a hyphen and two digits, or a yes or no in capitals.
  if (length < 4 || length > mostWord) return false
  return thirdLast === hyphen ? beginsMonth.has(first) : isCapital(last)
}

/** The first letters of `months`. */
const beginsMonth = new Set(Array.from('jfmasondJFMASOND', (letter) => letter.charCodeAt(0)))

const hash = 35
const hyphen = 45
const equals = 61

/** Prose may say anything; what is a code, a number or a name may not. */
function spreadsheetDamage(field: Field, text: string): string | null {
  if (field.kind !== 'text' && field.kind !== 'email' && field.kind !== 'integer') return null
  const { length } = text
  if (!mayBeDamaged(length, text.charCodeAt(0), text.charCodeAt(length - 3), text.charCodeAt(length - 1))) return null
  const found = damages.find(({ pattern }) => pattern.test(text))
  return found === undefined ? null : `${field.label}: “${text}” ${found.says}.`
}

/** Numbers of one column whose lengths differ, where some begin with zero or all but a few are longer: zeros may have been lost. */
export function lostZeros(values: readonly string[]): { readonly usual: number; readonly shorter: number } | null {
  const digits = values.filter((value) => /^\d+$/.test(value))
  if (digits.length < 3 || digits.length < values.filter((value) => value !== '').length * 0.8) return null
  const counts = new Map<number, number>()
  for (const { length } of digits) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [usual = 0, most = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  const shorter = digits.filter((value) => value.length < usual).length
  return shorter > 0 && most >= digits.length / 2 && digits.every((value) => value.length <= usual) ? { usual, shorter } : null
}
