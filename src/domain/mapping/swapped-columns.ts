/** Two columns whose values say that their headers are exchanged: first and last names by the emails, and the company's email by the domains. */
import type { FieldKey } from '../fields/field.ts'
import { domainShare } from './column-values.ts'
import type { ColumnTarget, Confidence } from './model.ts'
import { inAscii } from './transforms/usernames.ts'

interface Guessed {
  readonly target: ColumnTarget
  readonly values: readonly string[]
  readonly why: string
  readonly confidence: Confidence
  readonly strength: number
}

/** Remembered mappings were somebody's choice. */
const chosen = 1_000

const privateMail =
  /@(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|aol|gmx|web|t-online|proton|protonmail|free|orange|laposte|libero|mail)\.(?:com|net|org|de|fr|it|es|ch|at|me|ru|co\.uk)$/i
const isPrivate = (value: string): boolean => privateMail.test(value.trim())

const plain = (text: string): string => inAscii(text).replaceAll(/[^a-z]/g, '')

/** How many of the emails are made of the two names, in this order. */
function inOrder(first: readonly string[], last: readonly string[], emails: readonly string[]): number {
  return emails.filter((email, at) => {
    const parts = (email.split('@')[0] ?? '').toLowerCase().split(/[._-]/)
    const [given, family] = [plain(first[at] ?? ''), plain(last[at] ?? '')]
    return parts.length > 1 && given !== '' && family !== '' && given !== family && parts[0] === given && parts.slice(1).join('') === family
  }).length
}

/** At least two, and most of what can be told. */
const areMost = (count: number, of: number): boolean => count >= 2 && count >= of * 0.7

export function markSwapped<G extends Guessed>(all: readonly G[]): readonly G[] {
  const columnOf = (field: FieldKey) => all.find(({ target }) => target.kind === 'field' && target.field === field)
  const [first, last, email, other] = (['firstname', 'lastname', 'email', 'alternateEmail'] as const).map(columnOf)
  const marked = new Map<G, string>()
  if (first !== undefined && last !== undefined) {
    const addresses = (email ?? columnOf('username'))?.values ?? []
    const filled = addresses.filter((address) => address.trim() !== '').length
    if (areMost(inOrder(last.values, first.values, addresses), filled) && inOrder(first.values, last.values, addresses) === 0)
      for (const each of [first, last]) marked.set(each, 'By the emails, first and last names are exchanged')
  }
  if (email !== undefined && other !== undefined) {
    const [own, others] = [email, other].map(({ values }) => values.filter((value) => value.trim() !== ''))
    const isSwapped =
      own !== undefined &&
      others !== undefined &&
      areMost(own.filter(isPrivate).length, own.length) &&
      !others.some(isPrivate) &&
      others.length >= 2 &&
      domainShare(others) >= 0.7
    if (isSwapped) for (const each of [email, other]) marked.set(each, 'By the domains, company and private addresses are exchanged')
  }
  if (marked.size === 0) return all
  return all.map((each) => {
    const why = marked.get(each)
    return why === undefined || each.strength >= chosen ? each : { ...each, why, confidence: 'unsure' }
  })
}
