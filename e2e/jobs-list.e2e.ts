/** The list of jobs, the tray, the end of a job, and closing a tab too early. */
import { expect, expectNoViolations, reviewFile, submit, test } from './fixtures.ts'

const line = (username: string, sentinel = '') => `${username},${username}${sentinel}@acme.example`
const fileOf = (...lines: string[]) => `Username,Email\n${lines.join('\n')}\n`

test('jobs are found by name, outcome and action, and the end of one is told on any screen', async ({ app }) => {
  await reviewFile(app, 'leads.csv', fileOf(line('good.one'), line('slow.one', '+sim-slow')), 'Create users')
  await submit(app, /^Create 2 /)
  await expect(app.getByText('You can close this tab: JumpCloud finishes without it')).toBeVisible({ timeout: 20_000 })
  await app.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(app.getByRole('progressbar', { name: 'Progress of leads.csv' })).toBeVisible()
  await expect(app).toHaveTitle(/^\(\d+%\) Rollcall$/)
  await expect(app.getByText('leads.csv: 2 created')).toBeVisible({ timeout: 30_000 })
  await expect(app).toHaveTitle('2 created – Rollcall')

  await reviewFileFromHome(app, 'refused.csv', fileOf(line('bad.one', '+sim-refused')))
  await submit(app, /^Create 1 /)
  await expect(app.getByText('1 of 1 sent · 1 failed')).toBeVisible({ timeout: 30_000 })
  await expect(app.getByText('refused.csv: 1 failed')).toHaveCount(0)
  await app.getByRole('link', { name: 'Jobs', exact: true }).click()
  const table = app.getByRole('table', { name: 'Jobs' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(table.getByText('Create 2 users')).toBeVisible()
  await app.getByLabel('Outcome').selectOption('Needs attention')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(app).toHaveURL(/state=attention/)
  await app.reload()
  await expect(table.getByText('refused.csv')).toBeVisible()
  await app.getByLabel('Outcome').selectOption('All outcomes')
  await app.getByLabel('Find job').fill('leads')
  await expect(table.getByRole('row')).toHaveCount(2)
  await app.getByLabel('Action').selectOption('Update')
  await expect(app.getByText('No jobs match. Change the search or the filters.')).toBeVisible()
  await expectNoViolations(app)
})

test('the end of a job is notified, once allowed, to somebody who looks at another window', async ({ app, context }) => {
  await context.grantPermissions(['notifications'])
  await reviewFile(app, 'leads.csv', fileOf(line('slow.one', '+sim-slow')), 'Create users')
  await submit(app, /^Create 1 /)
  await expect(app.getByText('You can close this tab: JumpCloud finishes without it')).toBeVisible({ timeout: 20_000 })
  await app.evaluate(hideAndListen)
  await expect.poll(() => app.evaluate('notified')).toEqual([['leads.csv', '1 created']])
})

/** A page without a screen is never hidden and shows no notification: it is told that it is hidden, and what it shows is noted. */
function hideAndListen() {
  const notified: [string, string | undefined][] = []
  Object.assign(globalThis, { notified })
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
  const Shown = globalThis.Notification
  globalThis.Notification = class extends Shown {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      notified.push([title, options?.body])
    }
  }
}

async function reviewFileFromHome(...[app, name, text]: [Parameters<typeof reviewFile>[0], string, string]) {
  await app.getByRole('link', { name: 'Home', exact: true }).click()
  await reviewFile(app, name, text, 'Create users')
}

test.describe('when each request has to wait', () => {
  test.use({ expectedStatuses: [429] })
  test('a tab that still has users to send asks before it closes', async ({ app, org }) => {
    const many = Array.from({ length: 1_700 }, (_, index) => line(`p.${index}`, index % 800 === 0 ? '+sim-429' : ''))
    await reviewFile(app, 'many.csv', fileOf(...many), 'Create users')
    await submit(app, /^Create 1,700 /, 1700)
    await expect(app.getByText(/Keep this tab open: without it JumpCloud finishes what was sent, and [\d,]+ users wait/)).toBeVisible()
    const asked = app.waitForEvent('dialog')
    await app.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1,700/, { timeout: 90_000 })
    expect((await org.log()).flatMap(({ users }) => users)).toHaveLength(1_700)
  })
})

test('any JumpCloud job shows its failed results only, and is exported, once all pages are read', async ({ app, org }) => {
  const many = Array.from({ length: 230 }, (_, index) => line(`user${index}`, index % 100 === 7 ? '+sim-refused' : ''))
  await reviewFile(app, 'many.csv', fileOf(...many), 'Create users')
  await submit(app, /^Create 230 /, 230)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/227/, { timeout: 30_000 })
  const jobId = (await org.log())[0]?.jobId ?? ''
  await app.goto(`/jobs/${jobId}`)
  const table = app.getByRole('table', { name: `Results of the job ${jobId}` })
  await expect(table.getByRole('row')).toHaveCount(26)
  await app.getByRole('radio', { name: 'Failed and unknown' }).check({ force: true })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(app).toHaveURL(/show=failed/)
  const [download] = await Promise.all([app.waitForEvent('download'), app.getByRole('button', { name: 'Export' }).click()])
  expect(download.suggestedFilename()).toBe(`JumpCloud job ${jobId}.csv`)
  await expectNoViolations(app)
})
