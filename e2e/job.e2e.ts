/** The screen of a job: what needs attention first, counts that add up to the file, and every user opened. */
import { expect, expectNoViolations, reviewFile, screens, scrollers, submit, test } from './fixtures.ts'

const line = (username: string, sentinel = '') => `${username},${username}${sentinel}@acme.example,Test,${username}`
const fileOf = (...lines: string[]) => `Username,Email,First name,Last name\n${lines.join('\n')}\n`

test('rows that are blocked stay in sight: 52 of 60 sent, 8 blocked, and one thing scrolls', async ({ app }) => {
  const sent = Array.from({ length: 52 }, (_, index) => line(`user.${index}`, index % 13 === 0 ? '+sim-refused' : ''))
  const blocked = Array.from({ length: 8 }, (_, index) => line(`has space ${index}`))
  await reviewFile(app, 'sixty.csv', fileOf(...sent, ...blocked), 'Create users')
  await submit(app, /^Create 52 /)
  await expect(app.getByText('52 of 60 sent · 48 created · 4 failed · 8 blocked')).toBeVisible({ timeout: 30_000 })
  const attention = app.getByRole('list', { name: 'Needs attention' })
  await expect(attention.getByText('4 failed', { exact: true })).toBeVisible()
  await expect(attention.getByText('User could not be saved: a value violates an organization policy')).toBeVisible()
  await expect(attention.getByText('8 blocked, not part of this job')).toBeVisible()
  await expect(attention.getByRole('link', { name: 'Fix in draft' })).toBeVisible()
  const table = app.getByRole('region', { name: 'Users of this job' })
  for (const size of screens) {
    await app.setViewportSize(size)
    await expect(table.getByRole('row')).toHaveCount(26)
    await expect.poll(() => scrollers(app)).toEqual([size.width > 390 ? 'region down' : 'MAIN down'])
    expect(await table.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(150)
  }
  // On a phone too, a filter is one click away, and a row says all that it says elsewhere.
  await attention.getByRole('button', { name: 'Show' }).first().click()
  await expect(table.getByRole('row')).toHaveCount(5)
  await expect(table.getByRole('row').nth(1)).toContainText('User could not be saved')
  await app.getByLabel('Show', { exact: true }).selectOption({ label: 'All outcomes' })
  await app.setViewportSize({ width: 1360, height: 860 })
  await app.getByLabel('Find user').fill('user.13')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(app).toHaveURL(/find=user.13/)
  await table.getByRole('button', { name: 'user.13', exact: true }).click()
  const details = app.getByRole('dialog', { name: 'user.13' })
  await expect(details.getByRole('region', { name: 'Received' })).toContainText('"statusMsg": "User could not be saved')
  await expect(details.getByRole('region', { name: 'Sent' })).toContainText('"firstname": "Test"')
  await expect(details.getByText('no such user').first()).toBeVisible()
  await expectNoViolations(app)
})

test('an update shows before, sent and now of each value, by page, order and state in the address', async ({ app, org }) => {
  const users = (await org.users()).filter((each) => each['state'] === 'ACTIVATED').slice(0, 12)
  const [first] = users
  await reviewFile(app, 'moves.csv', `Username,Department\n${users.map(({ username }) => `${username},Moved`).join('\n')}\n`, 'Update users')
  await submit(app, /^Update 12 /)
  await expect(app.getByText(/12 of 12 sent · 12 updated/)).toBeVisible({ timeout: 30_000 })
  const table = app.getByRole('table', { name: 'Users of this job' })
  await app.getByLabel('Rows per page').selectOption('10')
  await app.getByRole('button', { name: 'User', exact: true }).click()
  await app.getByRole('button', { name: 'Next' }).click()
  await expect(app).toHaveURL(/sort=user.*page=2|page=2.*sort=user/)
  await app.reload()
  await expect(table.getByRole('row')).toHaveCount(3)
  await app.getByLabel('Find user').fill(String(first?.email))
  await expect(table.getByText('Moved')).toBeVisible()
  await table.getByRole('button', { name: String(first?.username), exact: true }).click()
  const values = app.getByRole('dialog').getByRole('table', { name: 'Values' }).getByRole('row').nth(1)
  await expect(values).toHaveText(new RegExp(`Department\\s*${String(first?.['department'])}\\s*Moved\\s*Moved`))
})
