/** What this browser keeps of users goes: on the administrator's word, and by itself after its days; never while it is needed. */
import { expect, expectNoViolations, reviewFile, submit, test } from './fixtures.ts'

const fileOf = (...lines: string[]) => `Username,Email\n${lines.join('\n')}\n`
const line = (username: string, sentinel = '') => `${username},${username}${sentinel}@acme.example`

test('Settings says what is kept and until when, and deletes it on one click', async ({ app }) => {
  await reviewFile(app, 'joiners.csv', fileOf(line('good.one'), line('bad.one', '+sim-refused')), 'Create users')
  await submit(app, /^Create 2 /)
  await expect(app.getByText('2 of 2 sent · 1 created · 1 failed')).toBeVisible({ timeout: 30_000 })
  const job = app.url()
  await app.getByRole('link', { name: 'Settings' }).click()
  const table = app.getByRole('table', { name: 'Kept in this browser' })
  await expect(table.getByRole('row').nth(2)).toHaveText(/Values of jobs.*1 job[A-Z]/)
  await app.getByLabel('Days to keep values and drafts').fill('0')
  await expect(app.getByText(/Enter a whole number from 1 to/)).toBeVisible()
  await app.getByLabel('Days to keep values and drafts').fill('10')
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Delete all values' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Delete all values' }).click()
  await expect(app.getByText('Values of 1 job deleted')).toBeVisible()
  await app.goto(job)
  // Its draft is still there: who and how it ended stay, and what JumpCloud said goes.
  await expect(app.getByRole('table', { name: 'Users of this job' }).getByText('bad.one', { exact: true })).toBeVisible()
  await expect(app.getByText('User could not be saved')).toHaveCount(0)
  await expect(app.getByText('2 of 2 sent · 1 created · 1 failed')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Revert' })).toHaveAttribute('aria-disabled', 'true')
})

test('after thirty days drafts and values go by themselves, and the history keeps its counts', async ({ app }) => {
  await reviewFile(app, 'joiners.csv', fileOf(line('good.one'), line('good.two')), 'Create users')
  await submit(app, /^Create 2 /)
  await expect(app.getByText('2 of 2 sent · 2 created')).toBeVisible({ timeout: 30_000 })
  const job = app.url()
  await app.clock.setFixedTime(Date.now() + 31 * 86_400_000)
  await app.goto('/settings')
  await expect(app.getByText('Deleted after 30 days: 1 draft and the values of 1 job.')).toBeVisible({ timeout: 30_000 })
  await app.goto(job)
  await expect(app.getByText('2 of 2 sent · 2 created')).toBeVisible()
})

test.describe('when the answer is lost', () => {
  test.use({ expectedStatuses: [504] })
  test('nothing of a job goes while its users are unknown', async ({ app }) => {
    await reviewFile(app, 'lost.csv', fileOf(line('lost.one', '+sim-cut-before'), line('lost.two')), 'Create users')
    await submit(app, /^Create 2 /)
    await expect(app.getByText('2 unknown in request 1')).toBeVisible({ timeout: 30_000 })
    await app.getByRole('link', { name: 'Settings' }).click()
    await expect(app.getByRole('table', { name: 'Kept in this browser' }).getByText('1 job, 1 still needed')).toBeVisible()
    await expect(app.getByRole('button', { name: 'Delete all values' })).toHaveAttribute('aria-disabled', 'true')
  })
})
