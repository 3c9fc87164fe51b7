/** From a reviewed plan to what became of it: leavers, clears, managers, the canary, and what asks for a word of its own. */
import { expect, expectNoViolations, planCount, reviewFile, saved, scrollers, submit, test, type DirectoryUser } from './fixtures.ts'
import type { Page } from '@playwright/test'

const table = (page: Page) => page.getByRole('table', { name: 'Plan, row by row' })
const rowOf = (page: Page, name: string) => table(page).getByRole('row').filter({ hasText: name })
const name = (user: DirectoryUser | undefined) => user?.username ?? ''

test('leavers are suspended once the number is typed, administrators only with a tick, and who is unknown is named', async ({ app, org }) => {
  test.slow()
  const users = await org.users()
  const leaver = users.find((user) => user['state'] === 'ACTIVATED' && user['admin'] === undefined && user['externally_managed'] !== true)
  const administrator = users.find((user) => user['admin'] !== undefined)
  const gone = users.find((user) => user['state'] === 'ACTIVATED' && user !== leaver && user !== administrator)
  await org.edit(gone?._id ?? '', { state: 'SUSPENDED', suspended: true })
  await reviewFile(
    app,
    'leavers.csv',
    `Username,Department\n${[leaver, administrator, gone].map((user) => `${name(user)},X`).join('\n')}\nnobody.here,X\n`,
    'Suspend leavers',
  )
  await expect(planCount(app, 'suspend')).toHaveText('2')
  await expect(planCount(app, 'unchanged')).toHaveText('1')
  await expect(app.getByText('No user in the directory matches this row, so there is no user to suspend.').first()).toBeVisible()
  const button = app.getByRole('button', { name: `Suspend 2 users in ${org.name} (Simulator)` })
  await expect(button).toHaveAccessibleDescription(/confirm the changes to administrators/)
  await app.getByRole('checkbox', { name: 'I confirm: 1 administrator will be suspended' }).check()
  await button.click()
  const dialog = app.getByRole('dialog', { name: /^Suspend 2 users/ })
  await expect(dialog.getByRole('button', { name: /^Suspend 2 users/ })).toHaveAccessibleDescription(/Type 2/)
  await expect(dialog.getByText('1 user is a JumpCloud administrator')).toBeVisible()
  await expectNoViolations(app)
  await dialog.getByLabel('Type 2 to confirm').fill('2')
  await dialog.getByRole('button', { name: /^Suspend 2 users/ }).click()
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2/, { timeout: 20_000 })
  const after = new Map((await org.users()).map((user) => [user._id, user]))
  for (const user of [leaver, administrator]) expect(after.get(user?._id ?? '')).toMatchObject({ state: 'SUSPENDED', department: user?.['department'] })
})

test('a cell cleared in the grid is shown apart, sent, and read back as empty', async ({ app, org }) => {
  // Four looks by the accessibility rules take their time.
  test.slow()
  const [user, other] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  await reviewFile(app, 'clears.csv', `Username,Department,Job title\n${name(user)},Ops,Keeper\n${name(other)},,Keeper\n`, 'Update users')
  await app.getByRole('link', { name: 'Grid' }).click()
  await app.getByRole('gridcell', { name: 'Ops' }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Clear value in JumpCloud' }).click()
  await expect(app.getByRole('gridcell', { name: 'Clear value in JumpCloud' })).toHaveCount(1)
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(rowOf(app, name(user)).getByText('will be cleared')).toBeVisible()
  await expect(app.getByText('1 value will be cleared, then verified')).toBeVisible()
  await expect(app.getByText('With clears 1')).toBeVisible()
  await expectNoViolations(app)
  await submit(app, /^Update 2 users/, 2)
  await expect(app.locator('[data-state="verified"]')).toHaveText(/1/, { timeout: 30_000 })
  const after = (await org.users()).find(({ _id }) => _id === user?._id)
  expect(after).toMatchObject({ department: '', jobTitle: 'Keeper' })
  expect((await org.users()).find(({ _id }) => _id === other?._id)).toMatchObject({ department: other?.['department'], jobTitle: 'Keeper' })
})

test('what JumpCloud does not clear is not called cleared', async ({ app, org }) => {
  await org.settings({ emptyText: 'ignored' })
  const [user] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  await reviewFile(app, 'ignored.csv', `Username,Department\n${name(user)},Ops\n`, 'Update users')
  await app.getByRole('link', { name: 'Grid' }).click()
  await app.getByRole('gridcell', { name: 'Ops' }).click()
  await app.keyboard.press('Control+Delete')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await submit(app, /^Update 1 user/, 1)
  const jobUsers = app.getByRole('table', { name: 'Users of this job' })
  await expect(jobUsers.getByText(`department: sent nothing, found “${String(user?.['department'])}”`)).toBeVisible({ timeout: 30_000 })
  await expect(app.locator('[data-state="verified"]')).toHaveCount(0)
})

test('a manager who is created by the same file is set in a second phase, and nobody is settled before', async ({ app, org }) => {
  const [user] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  const text = `Username,Email,Manager\nnew.report,new.report@acme.example,new.boss@acme.example\nnew.boss,new.boss@acme.example,${name(user)}\n${name(user)},,\n`
  await reviewFile(app, 'managers.csv', text, 'Create and update')
  await expect(rowOf(app, 'new.report').getByText('set once both exist')).toBeVisible()
  await submit(app, /^Create 2 users/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2/, { timeout: 30_000 })
  const users = new Map((await org.users()).map((each) => [each.username, each]))
  expect(users.get('new.report')?.['manager']).toBe(users.get('new.boss')?._id)
  expect(users.get('new.boss')?.['manager']).toBe(user?._id)
  expect((await org.log()).map(({ method, users: sent }) => [method, sent.length])).toEqual([
    ['POST', 2],
    ['PATCH', 1],
  ])
})

const many = Array.from({ length: 8 }, (_, index) => `canary.${index},canary.${index}@acme.example`)
for (const [word, sent] of [
  ['Continue with 7 users', 8],
  ['Stop here', 1],
] as const)
  test(`the pilot batch goes alone and is shown, and then: ${word}`, async ({ app, org }) => {
    test.slow()
    await reviewFile(app, 'canary.csv', `Username,Email\n${many.join('\n')}\n`, 'Create users')
    await app.getByRole('button', { name: 'Change options' }).click()
    await app.getByLabel('Pilot batch').selectOption('1 user')
    await submit(app, /^Create 8 users/)
    await expect(app.getByRole('list', { name: 'Results of the pilot batch' }).getByText('Succeeded')).toBeVisible({ timeout: 20_000 })
    expect((await org.log()).map(({ users }) => users.length)).toEqual([1])
    if (sent === 1) await expectNoViolations(app)
    await app.getByRole('button', { name: word }).click()
    await expect(app.getByText(sent === 8 ? /8 of 8 sent · 8 created/ : /1 of 8 sent · 1 created · 7 stopped/)).toBeVisible({ timeout: 20_000 })
    await expect(app.getByRole('button', { name: word })).toHaveCount(0)
    expect((await org.log()).flatMap(({ users }) => users)).toHaveLength(sent)
  })

test('a change made in JumpCloud meanwhile stops the submit, is shown, and a second submit goes through', async ({ app, org }) => {
  const [user] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  await reviewFile(app, 'drift.csv', `Username,Department\n${name(user)},Ops\n`, 'Update users')
  await org.edit(user?._id ?? '', { department: 'Elsewhere' })
  // What was read a moment ago is not read again.
  const reads: string[] = []
  app.on('request', (request) => reads.push(new URL(request.url()).pathname))
  const directoryReads = () => reads.filter((path) => path.includes('systemusers'))
  await app.getByRole('button', { name: /^Update 1 user/ }).click()
  await expect(app.getByRole('dialog', { name: /^Update 1 user/ })).toBeVisible()
  await app.keyboard.press('Escape')
  expect(directoryReads()).toEqual([])
  await app.clock.setFixedTime(Date.now() + 6 * 60_000)
  await app.getByRole('button', { name: /^Update 1 user/ }).click()
  await expect(app.getByText('Directory changed: 1 row would be sent differently')).toBeVisible()
  await expect(rowOf(app, name(user)).getByText(/Changed in JumpCloud since you opened this draft/)).toBeVisible()
  expect(await org.log()).toEqual([])
  // What was seen first is kept with the draft, so a reload forgets nothing of it.
  await app.reload()
  await expect(rowOf(app, name(user)).getByText(/Changed in JumpCloud since you opened this draft/)).toContainText('Elsewhere')
  await submit(app, /^Update 1 user/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
})

test('whole rows are cleared by one command: every field that can be, and nobody’s name', async ({ app, org }) => {
  const [user, other] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED' && each['jobTitle'] !== undefined)
  await reviewFile(app, 'rows.csv', `Username,Department,Job title,Sudo\n${name(user)},Ops,Keeper,\n${name(other)},,Keeper,\n`, 'Update users')
  await app.getByRole('link', { name: 'Grid' }).click()
  await app.getByRole('gridcell', { name: 'Ops' }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Clear all values of user…' }).click()
  await app.getByRole('button', { name: 'Clear all values of 1 user' }).click()
  await expect(app.getByText('2 fields of 1 row will be cleared; 2 columns unchanged.')).toBeVisible()
  await expect(app.getByRole('gridcell', { name: 'Clear value in JumpCloud' })).toHaveCount(2)
  await expect(app.getByRole('gridcell', { name: name(user), exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(rowOf(app, name(user)).getByText('will be cleared')).toHaveCount(2)
  await expect(app.getByText('2 values will be cleared, then verified')).toBeVisible()
  await app.getByRole('button', { name: 'Undo clear of 1 row' }).click()
  await expect(rowOf(app, name(user)).getByText('will be cleared')).toHaveCount(0)
})

test('who is absent from a complete file is found by name, chosen, and made a draft of leavers of their own', async ({ app, org }) => {
  const [user, leaver] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED' && each['admin'] === undefined)
  await reviewFile(app, 'complete.csv', `Username,Department\n${name(user)},Ops\n`, 'Update users')
  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('checkbox', { name: /full list of users/ }).check()
  await app.getByRole('radio', { name: /^Missing from file \d+$/ }).check({ force: true })
  await app.getByLabel('Find user missing from this file').fill(String(leaver?.email))
  const absent = app.getByRole('table', { name: 'Users missing from this file' })
  await expect(absent.getByRole('row')).toHaveCount(2)
  await expect(app.getByRole('button', { name: 'Create leavers draft' })).toHaveAccessibleDescription('No user is selected.')
  await absent.getByRole('checkbox', { name: `Select ${name(leaver)}` }).check()
  // Nothing of it leads off the side of a phone.
  await app.setViewportSize({ width: 390, height: 844 })
  expect(await scrollers(app)).toEqual(['MAIN down'])
  await app.setViewportSize({ width: 1280, height: 720 })
  await app.getByRole('button', { name: 'Create leavers draft for 1 user' }).click()
  const dialog = app.getByRole('dialog', { name: 'Create leavers draft for 1 user?' })
  await expect(dialog.getByText(name(leaver), { exact: true })).toBeVisible()
  await expectNoViolations(app)
  await dialog.getByRole('button', { name: 'Create leavers draft' }).click()
  await expect(app.getByRole('button', { name: `Suspend 1 user in ${org.name} (Simulator)` })).toBeVisible()
  await expect(planCount(app, 'suspend')).toHaveText('1')
  await expect(rowOf(app, name(leaver)).getByText('Will be suspended')).toBeVisible()
  expect(await org.log()).toEqual([])
})

test('a single field is excluded, the request can be read, and a complete file lists who is absent', async ({ app, org }) => {
  const users = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  const [user] = users
  await reviewFile(app, 'fields.csv', `Username,Department,Job title\n${name(user)},Ops,Keeper\n`, 'Update users')
  const exclude = app.getByRole('button', { name: `Exclude Department of ${name(user)}` })
  await exclude.hover()
  await expect(exclude).toHaveText('Exclude field')
  await exclude.click()
  const leftOut = rowOf(app, name(user)).getByText('excluded, not sent')
  await expect(leftOut).toBeVisible()
  await app.getByRole('button', { name: 'Undo exclude Department of line 2' }).click()
  await expect(leftOut).toHaveCount(0)
  await app.getByRole('button', { name: 'Redo exclude Department of line 2' }).click()
  await expect(leftOut).toBeVisible()
  await app.getByRole('button', { name: 'Preview requests' }).click()
  await expect(app.getByRole('region', { name: 'Request 1' })).toHaveText(JSON.stringify([{ id: user?._id, jobTitle: 'Keeper' }], null, 2))
  await app.getByText('curl', { exact: true }).click()
  await expect(app.getByRole('region', { name: 'Request 1' })).toContainText('X-API-Key: $API_KEY')
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Close' }).click()
  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('checkbox', { name: /full list of users/ }).check()
  await app.getByRole('radio', { name: /^Missing from file \d+$/ }).check({ force: true })
  const absent = app.getByRole('table', { name: 'Users missing from this file' })
  await expect(absent.getByRole('checkbox').first()).toBeVisible()
  expect(await absent.getByRole('checkbox', { checked: true }).count()).toBe(0)
  await expect(absent.getByText(name(user), { exact: true })).toHaveCount(0)
  // Both are part of the draft.
  await saved(app)
  await app.reload()
  await app.getByRole('radio', { name: 'Plan 1' }).check({ force: true })
  await expect(leftOut).toBeVisible()
  await expect(app.getByText('Full list of users', { exact: true })).toBeVisible()
})

test('above the number that is set in Settings the count has to be typed, and up to it not', async ({ app, org }) => {
  const file = 'Username,Email\nlimit.one,limit.one@acme.example\nlimit.two,limit.two@acme.example\n'
  const setLimit = async (limit: number) => {
    await app.getByRole('link', { name: 'Settings' }).click()
    await app.getByLabel('Typed confirmation above this many users').fill(String(limit))
    await app.getByRole('link', { name: 'Home', exact: true }).click()
    await reviewFile(app, `limit-${limit}.csv`, file, 'Create users')
  }
  await setLimit(1)
  await app.getByRole('button', { name: /^Create 2 users/ }).click()
  const dialog = app.getByRole('dialog', { name: /^Create 2 users/ })
  await expect(dialog.getByText('All 2 rows will be sent')).toBeVisible()
  await dialog.getByLabel('Type 2 to confirm').fill('3')
  await expect(dialog.getByRole('button', { name: /^Create 2 users/ })).toHaveAccessibleDescription(/Type 2/)
  await dialog.getByRole('button', { name: 'Back to review' }).click()
  expect(await org.log()).toEqual([])
  await setLimit(2)
  await submit(app, /^Create 2 users/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2/)
  expect((await org.log()).map(({ users }) => users.length)).toEqual([2])
})
