/** The frame: the link that lets in, the tenant that is named everywhere, and screens that anybody can use. */
import { expect, expectNoViolations, test, token } from './fixtures.ts'

test('without its link the app says how to get in, and nothing else', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Open Rollcall with its link' })).toBeVisible()
  await expectNoViolations(page)
})

test('the token leaves the address at once', async ({ app }) => {
  expect(app.url()).not.toContain('token')
})

test.describe('with a link that is no longer valid', () => {
  test.use({ expectedStatuses: [401] })
  test('the app says so, and goes on when the right one arrives', async ({ page, org }) => {
    await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
    await page.goto('/#token=wrong')
    await expect(page.getByRole('alert')).toContainText('This link is no longer valid')
    await page.goto(`/#token=${token()}`)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  })
})

for (const [path, heading] of [
  ['/', 'Import users'],
  ['/users', 'Users'],
  ['/jobs', 'Jobs'],
  ['/settings', 'Settings'],
] as const) {
  test(`${path} has no accessibility violation, in light or dark`, async ({ app }) => {
    await app.goto(path)
    await expect(app.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect(app.getByText('Simulator: nothing reaches JumpCloud')).toBeVisible()
    await expectNoViolations(app)
  })
}

test('an address that names nothing says so', async ({ app }) => {
  await app.goto('/drafts/nowhere')
  await expect(app.getByRole('heading', { name: 'No such draft here' })).toBeVisible()
  await app.goto('/jobs/what%20was%20pasted.by-mistake')
  await expect(app.getByRole('heading', { name: 'No such job here' })).toBeVisible()
})

test('drafts and jobs of one organization are not shown in another', async ({ app, org }) => {
  await app.getByRole('button', { name: /Open the sample “25 new users”/ }).click()
  await expect(app.getByRole('heading', { name: 'Map columns' })).toBeVisible()
  const draft = app.url()
  await app.getByRole('combobox', { name: 'Organization' }).selectOption('Acme')
  await expect(app.getByRole('heading', { name: 'Import users' })).toBeVisible()
  await expect(app.getByText('No drafts.')).toBeVisible()
  await app.getByRole('combobox', { name: 'Organization' }).selectOption(org.id)
  await expect(app.getByRole('link', { name: 'new-people.csv' })).toBeVisible()
  expect(draft).toContain('/drafts/')
})

test('a word of docs/banned-words.txt on a screen fails the test that shows it', async ({ app }) => {
  test.fail()
  await app.evaluate(() => document.body.append('Bring people in'))
})
