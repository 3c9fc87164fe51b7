/** After a job: export its rows, retry what failed, take an update back, and hand over a report. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, planCount, reviewFile, submit, test } from './fixtures.ts'

const line = (username: string, sentinel = '') => `${username},${username}${sentinel}@acme.example,Test,=1+ ${username}`
const fileOf = (...lines: string[]) => `Username,Email,First name,Badge text\n${lines.join('\n')}\n`

async function saved(app: Page, button: string | RegExp): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([app.waitForEvent('download'), app.getByRole('button', { name: button }).click()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

/** The report as a file on a disk, opened without a network. */
async function expectOpensFromDisk(app: Page, html: string) {
  const file = test.info().outputPath('report.html')
  writeFileSync(file, html)
  const report = await app.context().newPage()
  await app.context().setOffline(true)
  await report.goto(`file://${file}`)
  await expect(report.getByRole('heading', { level: 1 })).toContainText('moves.csv')
  await expect(report.getByRole('row')).not.toHaveCount(0)
  await report.close()
  await app.context().setOffline(false)
}

test('created users are taken back by a draft that suspends them, since bulk jobs cannot delete', async ({ app, org }) => {
  await reviewFile(app, 'wrong list.csv', fileOf(line('one.too'), line('two.many')), 'Create users')
  await submit(app, /^Create 2 /)
  await app.getByRole('button', { name: 'Revert', exact: true }).click({ timeout: 30_000 })
  await expect(app.getByText('Bulk jobs cannot delete users.')).toBeVisible()
  await app.getByRole('button', { name: 'Create suspend draft with 2 users' }).click()
  await expect(planCount(app, 'suspend')).toHaveText('2')
  await submit(app, /^Suspend 2 /, 2)
  await expect(app.getByText(/2 of 2 sent · 2 suspended/)).toBeVisible({ timeout: 30_000 })
  const states = (await org.users()).filter(({ username }) => ['one.too', 'two.many'].includes(username)).map((user) => user['state'])
  expect(states).toEqual(['SUSPENDED', 'SUSPENDED'])
})

test('failed rows are exported with their original columns, and come back as they were', async ({ app }) => {
  await reviewFile(app, 'some people.csv', fileOf(line('good.one'), line('bad.one', '+sim-refused'), line('bad two')), 'Create users')
  await submit(app, /^Create 2 /)
  await expect(app.getByText('2 of 3 sent · 1 created · 1 failed · 1 blocked')).toBeVisible({ timeout: 30_000 })
  await app.getByRole('button', { name: 'Export', exact: true }).click()
  await app.getByRole('radio', { name: 'Failed and refused: 1 row' }).check()
  await expectNoViolations(app)
  const failed = await saved(app, 'Export 1 row')
  expect(failed.name).toBe('some people failed rows.csv')
  const [headers = '', row = ''] = failed.text.replace('\uFEFF', '').split('\r\n')
  expect(headers).toMatch(/^Username,Email,First name,Badge text,Result: user,Result: outcome,Result: message,Result: JumpCloud job id,Result: line number/)
  expect(row).toMatch(
    /^bad\.one,bad\.one\+sim-refused@acme\.example,Test,'=1\+ bad\.one,bad\.one,Failed,User could not be saved: a value violates an organization policy,[0-9a-f]{24},3/,
  )
  await app.getByRole('button', { name: 'Export', exact: true }).click()
  await app.getByRole('radio', { name: 'For scripts' }).check()
  const all = await saved(app, 'Export 3 rows')
  expect(all.text).toContain('bad two,bad two@acme.example,Test,=1+ bad two')
  await app.goto('/')
  await dropFile(app, failed.name, failed.text)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('gridcell', { name: 'bad.one+sim-refused@acme.example' })).toBeVisible()
})

test('failed rows are retried in a draft of their own, with the reason on the cell, and the attempts are linked', async ({ app, org }) => {
  await reviewFile(app, 'joiners.csv', fileOf(line('good.one'), line('bad.one', '+sim-taken'), line('no.reason', '+sim-silent')), 'Create users')
  await submit(app, /^Create 3 /)
  await app.getByRole('button', { name: 'Fix and retry 2 rows' }).click({ timeout: 30_000 })
  await expect(app.getByRole('dialog', { name: 'Retry 2 rows' })).not.toContainText(/unknown|password/i)
  await app.getByRole('button', { name: 'Create retry draft with 2 rows' }).click()
  await expect(app.getByText('2 with warnings')).toBeVisible()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(app.getByText('2 rows with warnings')).toBeVisible()
  await app.getByRole('link', { name: 'Grid', exact: true }).click()
  await expect(app.getByRole('gridcell', { name: 'bad.one+sim-taken@acme.example' })).toHaveAttribute(
    'aria-description',
    'JumpCloud refused this row: The email address bad.one+sim-taken@acme.example is already in use',
  )
  for (const [name, sentinel] of [
    ['bad.one', 'taken'],
    ['no.reason', 'silent'],
  ] as const) {
    await app.getByRole('gridcell', { name: `${name}+sim-${sentinel}@acme.example` }).dblclick()
    await app.keyboard.press('ControlOrMeta+A')
    await app.keyboard.type(`${name}@acme.example`)
    await app.keyboard.press('Enter')
  }
  await expect(app.getByText('JumpCloud refused this row')).toHaveCount(0)
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await submit(app, /^Create 2 /)
  await expect(app.getByText('Attempt 2 of 2')).toBeVisible({ timeout: 30_000 })
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2$/, { timeout: 30_000 })
  await app.getByRole('link', { name: 'joiners.csv', exact: true }).click()
  await expect(app.getByText('Attempt 1 of 2')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Fix and retry 2 rows' })).toHaveCount(0)
  expect((await org.log()).map(({ users }) => users.length)).toEqual([3, 2])
})

test('a retry calls a value refused where JumpCloud refused one, and says of any other failure that the row can be sent again', async ({ app }) => {
  await reviewFile(app, 'two.csv', fileOf(line('bad.value', '+sim-taken'), line('bad.luck', '+sim-error')), 'Create users')
  await submit(app, /^Create 2 /)
  await app.getByRole('button', { name: 'Fix and retry 2 rows' }).click({ timeout: 30_000 })
  await app.getByRole('button', { name: 'Create retry draft with 2 rows' }).click()
  const card = (title: string) => app.getByRole('complementary', { name: 'Issues' }).locator('li', { has: app.getByRole('heading', { name: title }) })
  await expect(card('Refused by JumpCloud before')).toContainText('likely to be refused again')
  await expect(card('Not done in the earlier job')).toContainText('send these rows again as they are')
  await expect(card('Not done in the earlier job')).not.toContainText('refused again')
  await expectNoViolations(app)
})

test('a retry speaks of passwords and of unknown rows where there are some', async ({ app }) => {
  await reviewFile(
    app,
    'passwords.csv',
    'Username,Email,Password\nbad.one,bad.one+sim-refused@acme.example,Correct-Horse-9!\nodd.one,odd.one+sim-odd-word@acme.example,Correct-Horse-9!\n',
    'Create users',
  )
  await submit(app, /^Create 2 /)
  await app.getByRole('button', { name: 'Fix and retry 1 row' }).click({ timeout: 60_000 })
  const dialog = app.getByRole('dialog', { name: 'Retry 1 row' })
  await expect(dialog).toContainText('Passwords are kept in memory only. Enter them again if Rollcall was reloaded.')
  await expect(dialog).toContainText('1 unknown row not retried: JumpCloud may have applied it.')
})

test('an update is taken back: values that were changed since are kept, and a report tells it all', async ({ app, org }) => {
  const [first, second] = (await org.users()).filter((each) => each['state'] === 'ACTIVATED')
  await reviewFile(app, 'moves.csv', `Username,Department,Job title\n${first?.username},Moved,Chief\n${second?.username},Moved,Chief\n`, 'Update users')
  await submit(app, /^Update 2 /)
  await expect(app.getByText(/2 of 2 sent · 2 updated/)).toBeVisible({ timeout: 30_000 })
  await app.getByRole('button', { name: 'Report', exact: true }).click()
  await app.getByLabel('Your name').fill('Ana <admin>')
  await app.getByLabel('Ticket').fill('CHG-1042')
  const page = await saved(app, 'Save page')
  expect(page.name).toBe('moves report.html')
  for (const part of ['Ana &lt;admin&gt;', 'CHG-1042', org.name, 'moves.csv', `Department: ${String(first?.['department']).replaceAll('&', '&amp;')} → Moved`])
    expect(page.text).toContain(part)
  expect(page.text).toMatch(/File SHA-256<\/dt><dd>[0-9a-f]{64}</)
  expect(page.text).not.toMatch(/<script|src=|href=/)
  await expectOpensFromDisk(app, page.text)
  const table = await saved(app, 'Save CSV')
  expect(table.text).toContain('CHG-1042')
  await app.getByRole('button', { name: 'Close' }).first().click()

  await org.edit(second?._id ?? '', { department: 'Elsewhere' })
  await app.getByRole('button', { name: 'Revert', exact: true }).click()
  await expect(app.getByText('3 values to be reverted · 1 kept · 0 impossible')).toBeVisible()
  await expect(app.getByText('Changed since to “Elsewhere”.')).toBeVisible()
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Create revert draft with 2 users' }).click()
  await expect(planCount(app, 'update')).toHaveText('2')
  await submit(app, /^Update 2 /)
  await expect(app.getByText(/2 of 2 sent · 2 updated/)).toBeVisible({ timeout: 30_000 })
  await expect(app.getByText('Reverts')).toBeVisible()
  // Its rows are in no file.
  await expect(app.getByRole('columnheader', { name: 'User' })).toBeVisible()
  await expect(app.getByRole('columnheader', { name: 'Line' })).toHaveCount(0)
  const users = new Map((await org.users()).map((user) => [user._id, user]))
  expect(users.get(first?._id ?? '')).toMatchObject({ department: first?.['department'], jobTitle: first?.['jobTitle'] })
  expect(users.get(second?._id ?? '')).toMatchObject({ department: 'Elsewhere', jobTitle: second?.['jobTitle'] })
})
