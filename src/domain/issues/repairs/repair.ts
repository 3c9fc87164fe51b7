/** One repair a cause: the text of a cell without the damage, or null where nobody can know it. Repairing twice changes nothing more. */
import type { Field } from '../../fields/field.ts'
import type { Cause } from '../../packed/issue.ts'
import { isoDate, readDate, type DateOrder } from '../../mapping/transforms/dates.ts'
import { nameCase } from '../../mapping/transforms/letter-case.ts'
import { withZeros } from '../../mapping/transforms/zeros.ts'
import { meaningOf } from '../../mapping/transforms/words.ts'
import {
  bidi,
  control,
  inLatin,
  noBreak,
  onOneLine,
  trimmed,
  withOrdinaryDigits,
  withOrdinaryWidth,
  withoutMojibake,
  withPlainSigns,
  zeroWidth,
  zeroWidthInLogin,
} from './characters.ts'
import { withoutEntities } from './entities.ts'
import { withoutEscapes } from './escapes.ts'
import { isObject, nameInDomain, nameInPath, onlyTextIn, phoneInList, unwrappedAddress, withoutFormula } from './wrappings.ts'

/** What the admin chose where a repair has more than one way. */
export interface RepairChoices {
  readonly order?: DateOrder
  /** Values by the word that stands for them; '' blanks the cell. */
  readonly words?: ReadonlyMap<string, string>
  /** Digits that the numbers of the column have. */
  readonly digits?: number
}

type Repair = (text: string, field: Field, choices: RepairChoices) => string | null

export const repairs: Readonly<Partial<Record<Cause, Repair>>> = {
  padding: (text, { kind }) => (kind === 'password' ? null : trimmed(text)),
  invisible: (text, { identifies, kind }) => text.replaceAll(identifies || kind === 'email' ? zeroWidthInLogin : zeroWidth, ''),
  direction: (text) => text.replaceAll(bidi, ''),
  'no-break': (text) => text.replaceAll(noBreak, ' '),
  'inner-space': (text, { target }) => onOneLine(text, target.kind === 'address'),
  'full-width': withOrdinaryWidth,
  digits: withOrdinaryDigits,
  'look-alike': inLatin,
  quotes: withPlainSigns,
  decomposed: (text) => text.normalize('NFC'),
  mojibake: withoutMojibake,
  control: (text) => text.replaceAll(control, ''),
  entities: withoutEntities,
  escapes: withoutEscapes,
  nothing: () => '',
  'formula-error': () => '',
  'formula-text': withoutFormula,
  'point-zero': (text) => text.replace(/[.,]0+$/, ''),
  zeros: (text, _, { digits }) => (digits === undefined ? null : withZeros(text, digits)),
  thousands: (text) => text.replaceAll(/\D/g, ''),
  scientific: exactNumber,
  object: (text, { target }) => (!isObject(text) ? null : ((target.kind === 'phone' ? phoneInList(text, target.type) : null) ?? onlyTextIn(text) ?? '')),
  path: (text, { key }) => nameInPath(text) ?? nameInDomain(text, key === 'username'),
  wrapping: unwrappedAddress,
  'email-case': (text) => text.toLowerCase(),
  'name-case': nameCase,
  word: (text, field, { words }) => (words === undefined ? meaningOf(field, text) : (words.get(text) ?? null)),
  date: (text) => (readDate(text).kind === 'day' ? isoDate(text) : null),
  'serial-date': (text) => (readDate(text).kind === 'serial' ? isoDate(text) : null),
  'date-order': (text, _, { order }) => (readDate(text).kind === 'two-ways' ? isoDate(text, order) : null),
}

/** The cell as it would be repaired; null where the repair does not know, or would change nothing. */
export function repaired(cause: Cause, field: Field, text: string, choices: RepairChoices = {}): string | null {
  const repair = repairs[cause]
  if (repair === undefined) return null
  let now = text
  // What was wrapped twice is unwrapped twice; a chosen word stands for itself.
  for (let times = 0; times < (cause === 'word' ? 1 : mostTimes); times += 1) {
    const next = repair(now, field, choices)
    if (next === null || next === now) break
    now = next
  }
  return now === text ? null : now
}

const mostTimes = 20

/** A spreadsheet keeps fifteen digits. */
const mostExact = 15

/** “4.91705550101E+11” has all its digits; “4.917E+11” has lost some, and of more than fifteen the last may be others. */
function exactNumber(text: string): string | null {
  const match = /^\+?(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(text)
  if (match === null) return null
  const [, whole = '', fraction = '', exponent = ''] = match
  return fraction.length === Number(exponent) && fraction.length < mostExact ? `${whole}${fraction}` : null
}
