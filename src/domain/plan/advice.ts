/** What an administrator should know before a submit, in plain words: passwords, states, mails, and who is not like the others. */
import { counted, plural } from '../count.ts'
import type { SystemUser, WireOrganization } from '../wire.ts'
import { attributeTwins } from './attribute-twins.ts'
import { claimedChanges, isAdministrator, isManaged } from './blast-radius.ts'
import { demandsOf, uncheckedOf } from './password-policy.ts'
import { encodingAdvice } from './improbable-values.ts'
import type { Advice, Change, Plan, PlanItem } from './plan-model.ts'
import { shiftedValues } from './shifted-values.ts'
import { sharedValues } from './shared-values.ts'
import { spellingAdvice } from './spelling.ts'
import { whoIsHit } from './who-is-hit.ts'

export type { Advice } from './plan-model.ts'

interface Input {
  readonly plan: Plan
  /** Null where the organization's settings could not be read. */
  readonly organization: WireOrganization | null
  /** The directory users that were read. */
  readonly users?: readonly SystemUser[]
}

export function adviceFor({ plan, organization, users = [] }: Input): Advice[] {
  const creates = plan.items.filter((item) => item.kind === 'create')
  const updates = plan.items.filter((item) => item.kind === 'update')
  return [
    ...whoIsHit(plan, users),
    ...shiftedValues(plan),
    ...sharedValues(plan, users),
    ...attributeTwins(plan, users),
    ...spellingAdvice(plan),
    ...encodingAdvice(plan),
    ...unreadable(organization, [...creates, ...updates]),
    ...passwordAdvice(organization, [...creates, ...updates]),
    ...stateAdvice(organization, creates),
    ...activationAdvice(organization, creates, updates),
    ...administratorAdvice(updates),
    ...managedAdvice(updates),
  ]
}

type Create = Extract<PlanItem, { kind: 'create' }>
type Update = Extract<PlanItem, { kind: 'update' }>

const changeOf = (item: Create | Update, field: string): Change | undefined => item.changes.find((change) => change.field === field)
const stateAfter = (item: Create | Update): string => changeOf(item, 'state')?.after.trim().toUpperCase() ?? ''

function unreadable(organization: WireOrganization | null, going: readonly (Create | Update)[]): Advice[] {
  if (organization !== null || !going.some((item) => item.kind === 'create' || changeOf(item, 'password') !== undefined)) return []
  const detail = 'This key cannot read them: the default state and the password policy are not known here.'
  return [{ key: 'cannot-read', tone: 'warning', title: 'The organization’s settings are unknown', detail, items: [] }]
}

function passwordAdvice(organization: WireOrganization | null, going: readonly (Create | Update)[]): Advice[] {
  const items = going.filter((item) => changeOf(item, 'password') !== undefined)
  const policy = organization?.settings?.passwordPolicy
  if (items.length === 0 || policy === undefined) return []
  const demands = demandsOf(policy)
  const unchecked = uncheckedOf(policy)
  const detail = `${demands.length === 0 ? 'The policy has nothing that can be checked here.' : `Checked: ${demands.join(', ')}.`}${unchecked.length === 0 ? '' : ` Not checked, as only JumpCloud knows it: ${unchecked.join('; ')}.`}`
  return [{ key: 'password', tone: 'info', title: `${counted(items.length, 'user')} will get a password`, detail, items }]
}

/** `csvImport` is the default for the source that bulk jobs have unless told otherwise (documented). */
const defaultState = (organization: WireOrganization | null): string => organization?.settings?.newSystemUserStateDefaults?.csvImport?.toUpperCase() ?? ''

function stateAdvice(organization: WireOrganization | null, creates: readonly Create[]): Advice[] {
  const items = creates.filter((item) => stateAfter(item) === '')
  const state = defaultState(organization)
  if (items.length === 0 || organization === null) return []
  const title =
    state === ''
      ? `${counted(items.length, 'user')} will get the organization’s default state`
      : `${counted(items.length, 'user')} will be ${state}, the organization’s default for imports`
  const detail =
    state === 'STAGED'
      ? 'Staged users cannot sign in until they are activated: in Users, select them and choose Activate, or map a State column.'
      : 'Their rows have no state.'
  return [{ key: 'state', tone: 'info', title, detail, items }]
}

/** An active user who is created with a password gets no activation mail (documented for imports). */
function activationAdvice(organization: WireOrganization | null, creates: readonly Create[], updates: readonly Update[]): Advice[] {
  const isActive = (item: Create) => (stateAfter(item) || defaultState(organization)) === 'ACTIVATED'
  const mailed = creates.filter((item) => isActive(item) && changeOf(item, 'password') === undefined)
  const woken = updates.filter((item) => stateAfter(item) === 'ACTIVATED' && item.user.state === 'STAGED')
  const advice: Advice[] = []
  if (mailed.length > 0)
    advice.push({
      key: 'mail-users',
      tone: 'warning',
      title: `${counted(mailed.length, 'user')} will get an activation email from JumpCloud`,
      detail: 'They are created active and without a password. Use the state STAGED to delay the email.',
      items: mailed,
    })
  if (woken.length > 0)
    advice.push({
      key: 'mail-users',
      tone: 'warning',
      title: `${counted(woken.length, 'user')} will be activated, and may get an email from JumpCloud`,
      detail: 'Whether a bulk update sends the activation email is not documented.',
      items: woken,
    })
  return advice
}

/** Whom JumpCloud mails when the job is done; the choice is the administrator's. */
export const resultMail = (isSuppressed: boolean): Advice => ({
  key: 'mail-results',
  tone: 'info',
  title: isSuppressed ? 'JumpCloud will not email you the results' : 'JumpCloud will email the results to the administrator of this key',
  detail: isSuppressed ? 'See the job for results.' : 'One email per request. The job shows the results too.',
  items: [],
})

function administratorAdvice(updates: readonly Update[]): Advice[] {
  const items = updates.filter(({ user }) => isAdministrator(user))
  if (items.length === 0) return []
  return [
    {
      key: 'administrators',
      tone: 'warning',
      title: `${counted(items.length, 'user')} ${plural(items.length, 'is a JumpCloud administrator', 'are JumpCloud administrators')}`,
      detail: `${named(items)}. This changes their user, not their administrator account.`,
      items,
    },
  ]
}

function managedAdvice(updates: readonly Update[]): Advice[] {
  const items = updates.filter(({ user, changes }) => isManaged(user) && claimedChanges(user, changes).length > 0)
  if (items.length === 0) return []
  const sources = [...new Set(items.flatMap(({ user }) => sourceOf(user)))]
  return [
    {
      key: 'managed',
      tone: 'warning',
      title: `${counted(items.length, 'user')} ${plural(items.length, 'has', 'have')} changes to values managed elsewhere`,
      detail: `${named(items)}. ${sources.length === 0 ? 'Another system manages' : `${sources.join(' and ')} ${plural(sources.length, 'manages', 'manage')}`} these values: JumpCloud may refuse the change, or it may be overwritten.`,
      items,
    },
  ]
}

const sourceOf = (user: SystemUser): string[] => [
  ...new Set([
    ...(user.external_source_type === undefined || user.external_source_type === '' ? [] : [user.external_source_type]),
    ...(user.restrictedFields ?? []).flatMap(({ type }) => type ?? []),
  ]),
]

const shownNames = 5
const named = (items: readonly Update[]): string => {
  const names = items.slice(0, shownNames).map(({ user }) => user.username ?? user.email ?? '')
  return `${names.join(', ')}${items.length > shownNames ? ` and ${items.length - shownNames} more` : ''}`
}
