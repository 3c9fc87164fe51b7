/** What reaches far is named before it is sent, and whoever is protected needs a word of their own. */
import { expect, test } from 'vitest'
import type { SystemUser } from '../wire.ts'
import { adviceFor, resultMail } from './advice.ts'
import { claimedChanges, isAdministrator, mustTypeCount, protectedGroups, sensitiveGroups } from './blast-radius.ts'
import { countItems, type Change, type Plan, type PlanItem } from './plan-model.ts'

const change = (field: string, after: string, before = ''): Change => ({ field, before, after })
const update = (user: SystemUser, ...changes: Change[]): PlanItem => ({ kind: 'update', row: `r${user.username}`, user, changes, omitted: [] })
const create = (...changes: Change[]): PlanItem => ({ kind: 'create', row: `r${Math.random()}`, changes, omitted: [] })
const planOf = (...items: PlanItem[]): Plan => ({ items, counts: countItems(items) })
const ana: SystemUser = { id: 'a', username: 'ana' }
const boss: SystemUser = { id: 'b', username: 'boss', admin: { _id: 'x' } }
const kept: SystemUser = {
  id: 'c',
  username: 'kept',
  externally_managed: true,
  external_source_type: 'workday',
  restrictedFields: [{ field: 'email', type: 'scim' }],
}

test('power, names, addresses, passwords and states are sensitive; what every new user has is not', () => {
  const plan = planOf(
    update(ana, change('sudo', 'true'), change('department', 'IT')),
    update(boss, change('state', 'SUSPENDED')),
    create(change('username', 'new'), change('email', 'new@x.example'), change('password', 'x'), change('state', 'STAGED')),
    create(change('username', 'other'), change('sudo', 'yes')),
    create(change('username', 'third'), change('sudo', 'no')),
  )
  expect(sensitiveGroups(plan).map(({ field, after, items }) => `${field} ${after} ${items.length}`)).toEqual([
    'sudo true 1',
    'state SUSPENDED 1',
    'sudo yes 1',
  ])
})

test('a name that changes together with the username or the email may be another user’s, and is sensitive; alone it is not', () => {
  const marriage = planOf(update(ana, change('lastname', 'Weber', 'Keller'), change('username', 'ana.weber', 'ana.keller')))
  expect(sensitiveGroups(marriage).map(({ field }) => field)).toEqual(['lastname', 'username'])
  expect(sensitiveGroups(planOf(update(ana, change('lastname', 'Weber', 'Keller'))))).toEqual([])
})

test('an attribute that differs from another only by case or signs is pointed out, with one step to exclude it', () => {
  const badge = { ...ana, attributes: [{ name: 'badge', value: '1' }] }
  const twins = (plan: Plan, users: SystemUser[]) =>
    adviceFor({ plan, organization: null, users })
      .filter(({ key }) => key === 'attribute-twins')
      .map(({ title, omit }) => `${title} ${omit?.rows.length}`)
  expect(twins(planOf(update(badge, change('attributes.Badge', '2'))), [badge])).toEqual(['“Badge” will be a second custom attribute beside “badge” 1'])
  // Also where the users of the file have none yet, and for new users.
  expect(twins(planOf(create(change('attributes.BADGE', '2')), update(boss, change('attributes.BADGE', '2'))), [badge, boss])).toEqual([
    '“BADGE” will be a second custom attribute beside “badge” 2',
  ])
  expect(twins(planOf(create(change('attributes.TShirt', 'L'), change('attributes.tshirt', 'M'))), [])).toEqual([
    '“tshirt” will be a second custom attribute beside “TShirt” 1',
  ])
  expect(twins(planOf(update(badge, change('attributes.badge', '2', '1'), change('attributes.laptop', 'x'))), [badge])).toEqual([])
  expect(twins(planOf(update(badge, { ...change('attributes.Badge', ''), clears: true })), [badge])).toEqual([])
})

test('the number is typed for anything sensitive, and above the limit for anything', () => {
  const mustType = (plan: Plan, limit: number) => mustTypeCount(plan.counts, sensitiveGroups(plan).length > 0, limit)
  const harmless = planOf(update(ana, change('department', 'IT')))
  expect(mustType(harmless, 1)).toBe(false)
  expect(mustType(harmless, 0)).toBe(true)
  expect(mustType(planOf(update(ana, change('email', 'a@x.example'))), 100)).toBe(true)
})

test('suspending, renaming or email-changing an administrator or a managed user asks for a tick each; activating does not', () => {
  const plan = planOf(
    update(boss, change('state', 'SUSPENDED'), change('email', 'b@x.example')),
    update(kept, change('username', 'kept2'), change('state', 'ACTIVATED')),
    update(ana, change('state', 'SUSPENDED')),
  )
  expect(protectedGroups(plan).map(({ who, what }) => `${who} ${what}`)).toEqual([
    'administrator suspended',
    'administrator given a new email',
    'managed renamed',
  ])
})

test('an administrator is told by any form of the answer', () => {
  expect([{}, { admin: null }, { admin: false }, { admin: {} }].map((user) => isAdministrator(user))).toEqual([false, false, false, false])
  expect([{ admin: true }, { admin: 'id' }, { admin: { email: 'x' } }].map((user) => isAdministrator(user))).toEqual([true, true, true])
})

test('another system claims the fields it names, or every field where it names none', () => {
  const changes = [change('email', 'x@x.example'), change('department', 'IT')]
  expect(claimedChanges(kept, changes).map(({ field }) => field)).toEqual(['email'])
  expect(claimedChanges({ externally_managed: true }, changes)).toHaveLength(2)
  expect(claimedChanges(ana, changes)).toEqual([])
})

test('before a submit the summary names which state new users get, who is mailed, what is checked of passwords, and who is not like the others', () => {
  const plan = planOf(
    create(change('username', 'one')),
    create(change('username', 'two'), change('state', 'ACTIVATED')),
    create(change('username', 'three'), change('state', 'ACTIVATED'), change('password', 'long enough 2')),
    update(boss, change('department', 'IT')),
    update(kept, change('email', 'k@x.example')),
    update({ id: 'd', username: 'dan', state: 'STAGED' }, change('state', 'ACTIVATED')),
  )
  const organization = {
    settings: { newSystemUserStateDefaults: { csvImport: 'STAGED' }, passwordPolicy: { minLength: 8, disallowCommonlyUsedPasswords: true } },
  }
  const said = adviceFor({ plan, organization }).map(({ title, detail }) => `${title}. ${detail}`)
  expect(said).toEqual([
    '1 user will get a password. Checked: at least 8 characters. Not checked, as only JumpCloud knows it: whether it is a commonly used password.',
    '1 user will be STAGED, the organization’s default for imports. Staged users cannot sign in until they are activated: in Users, select them and choose Activate, or map a State column.',
    '1 user will get an activation email from JumpCloud. They are created active and without a password. Use the state STAGED to delay the email.',
    '1 user will be activated, and may get an email from JumpCloud. Whether a bulk update sends the activation email is not documented.',
    '1 user is a JumpCloud administrator. boss. This changes their user, not their administrator account.',
    '1 user has changes to values managed elsewhere. kept. workday and scim manage these values: JumpCloud may refuse the change, or it may be overwritten.',
  ])
  expect([false, true].map((isSuppressed) => resultMail(isSuppressed).title)).toEqual([
    'JumpCloud will email the results to the administrator of this key',
    'JumpCloud will not email you the results',
  ])
  expect(adviceFor({ plan, organization: null }).map(({ key }) => key)).toContain('cannot-read')
  const active = { settings: { newSystemUserStateDefaults: { csvImport: 'ACTIVATED' } } }
  expect(adviceFor({ plan, organization: active }).find(({ key }) => key === 'mail-users')?.title).toContain('2 users will get an activation')
})

test.each(['firstname', 'lastname', 'employeeIdentifier'])(
  '%s is sensitive once most of a file changes it for existing users, and not for one user alone',
  (field) => {
    const change = { field, before: 'A', after: 'B' }
    const other = { field: 'department', before: 'A', after: 'B' }
    const item = (row: string, changes: readonly (typeof change)[]): PlanItem => ({ kind: 'update', row, user: { id: row }, changes, omitted: [] })
    const groupsOf = (items: readonly PlanItem[]) => sensitiveGroups({ items, counts: countItems(items) }).map((group) => [group.field, group.items.length])
    expect(groupsOf([item('r1', [change]), item('r2', [change]), item('r3', [other])])).toEqual([[field, 2]])
    expect(groupsOf([item('r1', [change]), item('r2', [change]), item('r3', [other]), { kind: 'unchanged', row: 'r4', user: {} }])).toEqual([])
    expect(groupsOf([item('r1', [change])])).toEqual([])
    // Everybody who is new has a name.
    expect(groupsOf(['r1', 'r2', 'r3'].map((row): PlanItem => ({ kind: 'create', row, changes: [change], omitted: [] })))).toEqual([])
  },
)

test('any clear asks for the number, however few users it hits', () => {
  expect(mustTypeCount({ create: 0, update: 1, clears: 1 }, false, 100)).toBe(true)
  expect(mustTypeCount({ create: 0, update: 100, clears: 0 }, false, 100)).toBe(false)
})
