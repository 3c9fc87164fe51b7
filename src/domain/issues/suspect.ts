/** What looks like damage or disguise in a cell: characters that nobody sees, look-alikes, and what programs do to values. A password's text is never shown. */
import type { Field } from '../fields/field.ts'
import { hasLostLetters, isImprobable } from '../fields/improbable.ts'
import type { Cause, Issue } from '../packed/issue.ts'
import { readDate } from '../mapping/transforms/dates.ts'
import { isAllCapitals } from '../mapping/transforms/letter-case.ts'
import { maySayNothing, saysNothing } from '../mapping/transforms/words.ts'
import {
  bidi,
  combining,
  escaped,
  escapedAlphabets,
  fullWidth,
  innerSpace,
  mixesAlphabets,
  noBreak,
  otherDigits,
  trimmed,
  typographic,
  withoutMojibake,
  zeroWidth,
  zeroWidthInLogin,
} from './repairs/characters.ts'
import { withoutEntities } from './repairs/entities.ts'
import { withoutEscapes } from './repairs/escapes.ts'
import { hasDomain, isObject, nameInPath } from './repairs/wrappings.ts'

export interface Suspicion {
  readonly cause: Cause
  readonly severity: Issue['severity']
  readonly message: string
}

/** Fields whose values are dates, though JumpCloud takes any text in them. */
export const isDateAttribute = ({ target }: Field): boolean =>
  target.kind === 'attribute' &&
  /(?:^|[a-z\d])Date|^date|datum|fecha|^(?:birth|geburt|naissance|hired?|start|end|eintritt|austritt)(?:day|stag|on|at)?$/i.test(target.name)

const isName = ({ key }: Field): boolean => key === 'firstname' || key === 'lastname' || key === 'middlename' || key === 'displayname'

/** Which suspicions of a cell there are. Cells of plain ASCII skip the tests of characters. */
export function suspicions(field: Field, text: string): readonly Suspicion[] {
  if (field.kind === 'password') return passwordSuspicions(field, text)
  // oxlint-disable-next-line no-control-regex
  const isPlain = /^[\u0020-\u007E]*$/.test(text)
  const found: Suspicion[] = []
  if (!isPlain) found.push(...characters(field, text))
  found.push(...content(field, text))
  return found
}

const fromIdentifier = (field: Field): Issue['severity'] => (field.identifies || field.kind === 'email' ? 'error' : 'warning')

/** The text itself is never part of it. */
function passwordSuspicions({ label }: Field, text: string): readonly Suspicion[] {
  // A password may begin like a formula; hardly one is spelled like an error.
  if (!text.startsWith('=') && damages.some(({ cause, pattern }) => cause === 'formula-error' && pattern.test(text)))
    return [{ cause: 'value', severity: 'warning', message: `${label} looks like a formula error, which is sent as it is. Check the source.` }]
  if (trimmed(text) === text) return []
  return [{ cause: 'padding', severity: 'warning', message: `${label} begins or ends with a space, which is sent as it is. Check the source.` }]
}

function characters(field: Field, text: string): Suspicion[] {
  const found: Suspicion[] = []
  const { label } = field
  const add = (cause: Cause, message: string, severity: Issue['severity'] = 'warning') => found.push({ cause, severity, message })
  const isLogin = field.identifies || field.kind === 'email'
  if (text.search(bidi) !== -1)
    add('direction', `${label} contains characters that change the text direction: “${escaped(text, bidi)}”.`, fromIdentifier(field))
  const hidden = isLogin ? zeroWidthInLogin : zeroWidth
  if (text.search(hidden) !== -1) add('invisible', `${label} contains an invisible character: “${escaped(text, hidden)}”.`, fromIdentifier(field))
  if (isLogin) {
    // One word of two alphabets: “аna” with a Cyrillic а is another login than “ana”.
    if (mixesAlphabets(text)) add('look-alike', `${label} mixes Latin letters with look-alikes: “${escapedAlphabets(text)}”.`)
    if (typographic.test(text)) add('quotes', `${label} contains a typographic quote or dash: “${text}”.`)
  }
  const core = trimmed(text)
  if (core !== text && text.search(noBreak) !== -1)
    add('padding', `${label} begins or ends with a no-break space: “${escaped(text, noBreak)}”.`, fromIdentifier(field))
  if (core.search(noBreak) !== -1) add('no-break', `${label} has a no-break space inside: “${escaped(core, noBreak)}”.`)
  if (fullWidth.test(text)) add('full-width', `${label} has full-width characters: “${text}”.`)
  if (text.search(otherDigits) !== -1 && !/\p{L}/u.test(text)) add('digits', `${label} is “${text}”, in digits of another script.`)
  if (combining.test(text) && text !== text.normalize('NFC'))
    add('decomposed', `${label} “${text}” has accents as separate characters, so it compares as another text.`)
  if (withoutMojibake(text) !== text || /[ÃÂ][\u0080-\u00BF]|â€/.test(text) || isImprobable(text))
    add('mojibake', `${label} is “${text}”, which looks like text that was read in the wrong encoding.`)
  return found
}

interface Damage {
  readonly cause: Cause
  readonly pattern: RegExp
  readonly severity?: Issue['severity']
  readonly says: string
}

const months = 'Jan|Feb|Mar|Mär|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez'

/** What spreadsheets do to values that only look like numbers, dates and formulas (the cases of datatest's `excel_safe`). */
export const damages: readonly Damage[] = [
  {
    cause: 'scientific',
    pattern: /^(?:\d+(?:[.,]\d+)?E\+?\d+|\+\d+(?:[.,]\d+)?E\+?\d\d)$/i,
    says: 'is a long number that a spreadsheet shortened, so its last digits may be lost',
  },
  { cause: 'long-number', pattern: /^\d{15,}0$/, says: 'has more than 15 digits and ends in 0. Spreadsheets keep 15 digits; check the source' },
  {
    cause: 'formula-error',
    pattern:
      /^#(?:N\/A|NV|REF!?|VALUE!|WERT!|NAME\??|DIV\/0!|NULL!|NUM!|ZAHL!|BEZUG!|VALOR!|VALEUR!|VALORE!|GETTING_DATA|SPILL!|CALC!|ÜBERLAUF!|FIELD!|[#]+)$/i,
    severity: 'error',
    says: 'is a formula error, not a value',
  },
  {
    cause: 'formula-error',
    // Every language and program has words of its own for them: “#NOM?”, “#¡REF!”, “#ZAHL!”, “Err:502”.
    pattern: /^(?:#[\u00A1\u00BF]?[A-Z\u00C0-\u00DE\u0410-\u042F\d_/]{2,}[!?]|#(?:N\/D|\u041D\/\u0414|ERROR)|Err:5\d\d|Loading\.\.\.)$/,
    severity: 'error',
    says: 'is a formula error, not a value',
  },
  { cause: 'formula-text', pattern: /^=HYPERLINK\(.+[;,] ?"[^"]+"\)$/i, severity: 'error', says: 'is a link as a formula, not its text' },
  {
    cause: 'formula-text',
    pattern: /^(?:="[^"]*"|'[\d+=-].*|'[A-Z\u00C0-\u00DE](?:[^' -][^']*)?'?)$/,
    says: 'is a formula or has an apostrophe, which protected the value in a spreadsheet',
  },
  { cause: 'formula-text', pattern: /^"[^"]+"$/, says: 'is in quotes, which would be sent as part of the value' },
  {
    cause: 'formula-error',
    pattern: /^=[+-]?(?:[A-Z][A-Z\d.]*\(.*|\$?[A-Z]{1,3}\$?\d{1,7}(?:[-+*/&:].*)?|[A-Z]\w*!.*)$/i,
    severity: 'error',
    says: 'is a formula, not what it results in',
  },
  { cause: 'point-zero', pattern: /^[+-]?\d{2,}[.,]0+$/, says: 'is a whole number that a program wrote with decimals' },
  {
    cause: 'code-date',
    pattern: new RegExp(`^(?:\\d{1,2}[.-] ?(?:${months})\\.?|(?:${months})\\.?-\\d{2})$`, 'i'),
    says: 'looks like a code that a spreadsheet turned into a date. Check the source',
  },
  { cause: 'true-false', pattern: /^(?:TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX)$/, says: 'is how a spreadsheet writes yes or no. Check that it is meant' },
]

/** Numbers that say who or what somebody is, of which none counts anything. */
const isNumbered = ({ key, kind, rule, target }: Field): boolean =>
  key === 'employeeIdentifier' || key === 'costCenter' || kind === 'integer' || rule === 'person' || target.kind === 'phone' || key.endsWith('.postalCode')
/** Some write cost centers with dots, phones and postal codes with blanks. */
const separated = /^[1-9]\d{0,2}(?:(?:,\d{3})+|(?:['’\u00A0\u202F]\d{3})+)$/
const separatedByAny = /^[1-9]\d{0,2}(?:(?:,\d{3})+|(?:['’\u00A0\u202F]\d{3})+|(?:\.\d{3})+|(?: \d{3})+)$/
const hasThousands = (field: Field, text: string): boolean =>
  isNumbered(field) && (field.identifies || field.kind === 'integer' || field.rule === 'person' ? separatedByAny : separated).test(text)

/** Two numbers in one cell; an extension is shorter. */
const twoNumbers = /\d[\d\s()./-]{4,}\d\)?\s*(?:[;,|\n]|\/\s*(?=[+0(])|\s(?:or|oder|ou|o|und|and|et|y|e)\s)\s*[+(]{0,2}\d(?:[\s()./-]*\d){5}/i
/** What stands between two numbers, where more than digits and their signs does. */
export const numberList = /[;,|\n/a-z]/i

/** What a spreadsheet shows of a code that it took for a date; custom attributes may hold dates. */
const isCode = ({ key, group, target }: Field): boolean =>
  target.kind === 'scalar' && (key === 'employeeIdentifier' || group === 'Employment') && key !== 'description'
const likeDate = /^(?:\d{4}-\d{2}-\d{2}(?:[T ].*)?|\d{1,2}([./])\d{1,2}\1(?:\d{2}|\d{4}))$/
/** “12.34.56” has no such month, whichever way round it is read. */
const isWholeDate = (text: string): boolean => likeDate.test(text) && !['impossible', 'no-date'].includes(readDate(text).kind)

/** Texts of several lines, and logins, whose blanks are errors of their own. */
const mayHaveLines = ({ key, kind }: Field): boolean => key === 'description' || key === 'public_key' || key === 'username' || kind !== 'text'

/** Words for nothing that are family names as well. */
const surnames = new Set(['blank', 'brak', 'kein', 'leer', 'unbekannt', 'vide'])
/** “tba” may be the username of Tom B. Adams, and “leer” that of Mr. Leer. */
const mayBeLogin = ({ key }: Field, text: string): boolean => key === 'username' && (/^[a-z]{3}$/i.test(text) || surnames.has(text.toLowerCase()))

/** Texts that any field may hold by mistake, told by what stands inside them. */
function content(field: Field, text: string): Suspicion[] {
  const found: Suspicion[] = []
  const { label } = field
  const add = (cause: Cause, message: string, severity: Issue['severity'] = 'warning') => found.push({ cause, severity, message })
  if (text.includes('&') && withoutEntities(text) !== text) add('entities', `${label} has HTML codes in it: “${text}”.`, fromIdentifier(field))
  if ((text.includes('%') || text.includes('\\') || text.includes('=?')) && withoutEscapes(text, field) !== text)
    add('escapes', `${label} has characters written as codes: “${text}”.`)
  if (isObject(text)) add('object', `${label} is a list or an object, not a value: “${text.length > 60 ? `${text.slice(0, 59)}…` : text}”.`, 'error')
  else if (text.includes('=') || text.includes('/')) {
    // An attribute may hold an address on the web without its scheme, which looks like a path of a directory.
    const mayBeLink = field.target.kind === 'attribute' && !text.includes('=')
    const name = field.key === 'external_dn' || mayBeLink ? null : nameInPath(text)
    if (name !== null && !(field.kind === 'text' && field.group === 'Security')) add('path', `${label} is a directory path: “${text}”.`, fromIdentifier(field))
  }
  if (text.includes('\\') && hasDomain(field, text)) add('path', `${label} “${text}” has a domain before the username.`, fromIdentifier(field))
  if (saysNothing(field, text))
    add('nothing', `${label} is “${text.trim()}”, a word for no value.`, mayBeLogin(field, text) ? 'warning' : fromIdentifier(field))
  else if (field.identifies && !/[\p{L}\p{N}]/u.test(text)) add('nothing', `${label} is “${text}”, without a letter or digit.`, 'error')
  if (field.target.kind === 'phone' && numberList.test(text) && twoNumbers.test(text))
    add('value', `${label} has more than one number: “${text}”. Keep one, and put the other under another kind of phone.`)
  if (hasLostLetters(text)) add('mojibake', `${label} is “${text}”, in which a question mark may stand for a lost letter. Check the source.`)
  if (innerSpace.test(text) && !mayHaveLines(field) && innerSpace.test(trimmed(text)))
    add('inner-space', `${label} has a line break, a tab or several spaces inside: “${text}”.`)
  const { length } = text
  if (mayBeDamaged(length, text.charCodeAt(0), text.charCodeAt(length - 3), text.charCodeAt(length - 1))) {
    const damage = damages.find(({ pattern, cause }) => pattern.test(text) && (field.kind !== 'boolean' || cause !== 'true-false'))
    if (hasThousands(field, text)) add('thousands', `${label} is “${text}”, a number with thousands separators.`)
    else if (isCode(field) && isWholeDate(text)) add('code-date', `${label} is “${text}”, a date. Check the source for the code that it was.`)
    else if (damage !== undefined) add(damage.cause, `${label}: “${text}” ${damage.says}.`, damage.severity ?? 'warning')
  }
  if (field.kind === 'email' && text !== text.toLowerCase()) add('email-case', `${label} is “${text}”. JumpCloud keeps email addresses in lowercase.`)
  if (isName(field) && isAllCapitals(text, field.key === 'lastname' ? 2 : 3)) add('name-case', `${label} is “${text}”, all in capitals.`)
  if (isDateAttribute(field)) found.push(...dateSuspicions(field, text))
  return found
}

/** Why a date is not one that JumpCloud takes. */
export function dateSuspicions({ label, kind }: Field, text: string): readonly Suspicion[] {
  const read = readDate(text)
  const severity = kind === 'date-time' ? 'error' : 'warning'
  switch (read.kind) {
    case 'day':
      return [{ cause: 'date', severity, message: `${label} is “${text}”, which is written ${read.iso} in JumpCloud.` }]
    case 'serial':
      return [{ cause: 'serial-date', severity, message: `${label} is “${text}”, a number that stands for ${read.iso}.` }]
    case 'two-ways':
      return [
        {
          cause: 'date-order',
          severity,
          message: `${label} is “${text}”, which is ${read.dayFirst} or ${read.monthFirst}. Choose whether the day or the month comes first.`,
        },
      ]
    case 'impossible':
      return [{ cause: 'value', severity, message: `${label} is “${text}”. That day does not exist. Enter a date such as 2026-12-31.` }]
    case 'iso':
    case 'no-date':
      return []
  }
}

/** Every character that `characters` may have something to say about in a field that is no login, and those that codes, paths and objects have. */
export const oddCharacter =
  /[\t\n\r\u2028\u2029\u0080-\u00BF\u00C0-\u00F4\u0152\u0153\u0160\u0178\u017D\u0192\u02C6\u02DC\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59\p{M}\u061C\u180E\u2000-\u200B\u200E\u200F\u202A-\u202F\u205F-\u2064\u2066-\u2069\u3000\uFEFF\uFF01-\uFF5E&=/[{<?%\\]/u

const mostDamaged = 60
const mostWord = 8
const isDigit = (unit: number) => unit >= 48 && unit <= 57
const isCapital = (unit: number) => unit >= 65 && unit <= 90

/** Whether a text may be one of the damages, a word for nothing or padded: most are told by their length and by three of their code units. */
export function mayBeDamaged(length: number, first: number, thirdLast: number, last: number): boolean {
  if (length === 0) return false
  if (first <= space || last <= space) return true
  if (first === equals) return true
  if (length > mostDamaged) return false
  if (isDigit(first) || first === hash || first === apostrophe || first === quote) return true
  // A signed number can only have been written with decimals of zero, or shortened.
  if ((first === plus || first === hyphen) && last === zero) return true
  if (first === plus && (thirdLast === plus || (thirdLast | 32) === letterE)) return true
  if (maySayNothing(length, first) && !isDigit(last)) return true
  // “Err:502” and “Loading...”
  if ((length === 7 && first === capitalE && isDigit(last)) || (length === 10 && first === capitalL && last === point)) return true
  // What is left is short: a month, a hyphen and two digits, or a yes or no in capitals.
  if (length < 4 || length > mostWord) return false
  return thirdLast === hyphen ? beginsMonth.has(first) : isCapital(last)
}

/** Whether a name may be all in capitals. */
export const mayBeCapitals = (field: Field, last: number): boolean => isName(field) && (isCapital(last) || last > 127 || last === 46)

/** The first letters of `months`. */
const beginsMonth = new Set(Array.from('jfmasondJFMASOND', (letter) => letter.charCodeAt(0)))

const space = 32
const zero = 48
const hash = 35
const apostrophe = 39
const quote = 34
const point = 46
const capitalE = 69
const letterE = 101
const capitalL = 76
const plus = 43
const hyphen = 45
const equals = 61
