/** Values that two users will have in common and that mostly mean one user: the same number without its zeros, one mailbox, one name, one Unix UID. */
import { counted } from '../count.ts'
import { isSuspended, userId } from '../directory/match.ts'
import type { FieldKey } from '../fields/field.ts'
import { foldName } from '../fields/fold-name.ts'
import type { SystemUser } from '../wire.ts'
import { changesOf, type Advice, type Plan, type PlanItem } from './plan-model.ts'

interface Holder {
  readonly item: PlanItem | null
  readonly user: SystemUser | null
  readonly text: string
}

const shownTexts = 4
const nameOf = (user: SystemUser): string => user.username ?? user.email ?? userId(user)

const withoutZeros = (text: string): string | null => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : null)
/** Mail providers deliver “ana+hr@…” to “ana@…”, and Google has two names for itself. */
const mailbox = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\+[^@]*@/, '@')
    .replace(/@googlemail\.com$/, '@gmail.com')
const nameKey = (first: string, last: string): string | null => (first === '' || last === '' ? null : foldName(`${first} ${last}`))

interface Shared {
  readonly key: Extract<Advice['key'], `shared-${string}`>
  readonly field: FieldKey
  readonly alike: (text: string) => string | null
  readonly of: (user: SystemUser) => string | undefined
  /** Whether the same text in two rows is an error elsewhere already. */
  readonly isUnique: boolean
  readonly title: (count: string) => string
  readonly detail: string
}

const kinds: readonly Shared[] = [
  {
    key: 'shared-number',
    field: 'employeeIdentifier',
    alike: withoutZeros,
    of: ({ employeeIdentifier }) => employeeIdentifier,
    isUnique: true,
    title: (count) => `${count} with employee IDs that differ only by leading zeros`,
    detail: 'They may be one user. Correct the numbers, or exclude one of the rows.',
  },
  {
    key: 'shared-mailbox',
    field: 'email',
    alike: mailbox,
    of: ({ email }) => email,
    isUnique: true,
    title: (count) => `${count} with email addresses that may be one mailbox`,
    detail: 'Addresses that differ only behind a plus, or by gmail and googlemail, are often one. Exclude one of the rows if they mean one user.',
  },
  {
    key: 'shared-uid',
    field: 'unix_uid',
    alike: (text) => text,
    of: ({ unix_uid: uid }) => (uid === undefined || uid === null ? undefined : String(uid)),
    isUnique: false,
    title: (count) => `${count} with one and the same Unix UID`,
    detail: 'On a device, users with one UID own each other’s files. Give each a UID of its own.',
  },
]

/** `users` are those that were read: what others have is not known. */
export function sharedValues(plan: Plan, users: readonly SystemUser[]): Advice[] {
  return [...kinds.flatMap((kind) => sharedBy(kind, plan, users)), ...namesakes(plan, users)]
}

function sharedBy({ key, field, alike, of, isUnique, title, detail }: Shared, { items }: Plan, users: readonly SystemUser[]): Advice[] {
  const holders = new Map<string, Holder[]>()
  const hold = (text: string, holder: Omit<Holder, 'text'>) => {
    const same = alike(text)
    if (same === null || same === '') return
    const others = holders.get(same)
    if (others === undefined) holders.set(same, [{ ...holder, text }])
    else others.push({ ...holder, text })
  }
  const updated = new Set<string>()
  for (const item of items) {
    const change = changesOf(item).find((each) => each.field === field && each.clears !== true)
    if (change === undefined) continue
    const user = item.kind === 'update' ? item.user : null
    if (user !== null) updated.add(userId(user))
    hold(change.after.trim(), { item, user })
  }
  if (holders.size === 0) return []
  for (const user of users) {
    const text = of(user)
    const same = text === undefined || updated.has(userId(user)) ? null : alike(text)
    if (text !== undefined && same !== null && holders.has(same)) hold(text, { item: null, user })
  }
  const shared = [...holders.values()].filter(
    (all) => all.length > 1 && (!isUnique || new Set(all.map(({ text }) => text.toLowerCase())).size > 1) && all.some(({ item }) => item !== null),
  )
  if (shared.length === 0) return []
  const all = shared.flat()
  const texts = [...new Set(all.map(({ text }) => text))]
  return [
    {
      key,
      tone: 'warning',
      title: title(counted(all.length, 'user')),
      detail: `${texts.slice(0, shownTexts).join(', ')}${texts.length > shownTexts ? ` and ${texts.length - shownTexts} more` : ''}. ${detail}`,
      items: all.flatMap(({ item }) => item ?? []),
    },
  ]
}

/** New users who have the first and last name of a user of the directory: a rehire is one, and so is a second account. */
function namesakes({ items }: Plan, users: readonly SystemUser[]): Advice[] {
  if (!items.some(({ kind }) => kind === 'create')) return []
  const known = new Map<string, SystemUser>()
  for (const user of users) {
    const key = nameKey(user.firstname ?? '', user.lastname ?? '')
    // Of several, one who is suspended is the likelier rehire.
    if (key !== null && (!known.has(key) || isSuspended(user))) known.set(key, user)
  }
  const found = items.flatMap((item) => {
    if (item.kind !== 'create') return []
    const textOf = (field: FieldKey) => item.changes.find((change) => change.field === field)?.after.trim() ?? ''
    const user = known.get(nameKey(textOf('firstname'), textOf('lastname')) ?? '')
    return user === undefined ? [] : [{ item, user }]
  })
  if (found.length === 0) return []
  const names = found.slice(0, shownTexts).map(({ user }) => `${nameOf(user)}${isSuspended(user) ? ' (suspended)' : ''}`)
  return [
    {
      key: 'shared-name',
      tone: found.some(({ user }) => isSuspended(user)) ? 'warning' : 'info',
      title: `${counted(found.length, 'new user')} with the name of a user in the directory`,
      detail: `${names.join(', ')}${found.length > shownTexts ? ` and ${found.length - shownTexts} more` : ''}. For a rehire or a changed email, update that user instead: match by employee ID, or correct the row.`,
      items: found.map(({ item }) => item),
    },
  ]
}
