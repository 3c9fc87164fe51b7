/** The frame: the link that lets in, the tenant that is named everywhere, and screens that anybody can use. */
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dropFile, expect, expectNoViolations, reviewFile, scrollers, submit, test, token } from './fixtures.ts'
import { linkIn, startRollcall, stopRollcalls } from './start-rollcall.ts'

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

test('on a phone nothing has to be scrolled sideways: Home with drafts and jobs, Review, Jobs, a job, a user of it, Settings', async ({ app }) => {
  const name = 'Export_of_all_new_users_2026-11-26_final_version.csv'
  await reviewFile(app, name, 'Username,Email\nphone.one,phone.one@acme.example\nphone.two,phone.two+sim-refused@acme.example\n', 'Create users')
  await app.setViewportSize({ width: 390, height: 844 })
  const wide = async () => (await scrollers(app)).filter((each) => each.endsWith('across'))
  const shown = async (heading: string) => {
    await expect(app.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect(app.locator('[aria-busy="true"]')).toHaveCount(0)
    expect(await wide()).toEqual([])
  }
  await shown('Review')
  await submit(app, /^Create 2 users/)
  await expect(app.getByText('2 of 2 sent · 1 created · 1 failed')).toBeVisible({ timeout: 30_000 })
  await shown(name)
  await app.getByRole('radio', { name: /^Requests/ }).click()
  await expect(app.getByRole('table', { name: 'Requests of this job' })).toContainText('Finished: 1 failed')
  await shown(name)
  await app.getByRole('radio', { name: /^Users/ }).click()
  await app.getByRole('button', { name: 'phone.one', exact: true }).click()
  const values = app.getByRole('dialog').getByRole('region', { name: 'Values' })
  await expect(values.getByText('phone.one@acme.example').first()).toBeVisible()
  expect(await values.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0)
  await expectNoViolations(app)
  await app.keyboard.press('Escape')
  for (const [link, heading] of [
    ['Home', 'Import users'],
    ['Jobs', 'Jobs'],
    ['Settings', 'Settings'],
  ] as const) {
    await app.getByRole('navigation', { name: 'Rollcall', exact: true }).getByRole('link', { name: link }).click()
    await shown(heading)
    await expectNoViolations(app)
  }
})

test.describe('while a job runs', () => {
  test.use({ directory: { users: 5, rate: 0.5 } })
  test('the name of an organization that is being typed stays, whatever the job reports', async ({ app }) => {
    await reviewFile(app, 'two.csv', 'Username,Email\ntyped.one,one@acme.example\ntyped.two,two@acme.example\n', 'Create users')
    await submit(app, /^Create 2 users/)
    await app.getByRole('combobox', { name: 'Organization' }).fill('Acme')
    await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2/, { timeout: 40_000 })
    await expect(app.getByRole('combobox', { name: 'Organization' })).toHaveValue('Acme')
    await expect(app.getByRole('option', { name: /^Acme/ })).toBeVisible()
  })

  test('another organization has its own drafts, and the job of the first goes on and is named', async ({ app, org }) => {
    const switchTo = async (name: string, id: RegExp) => {
      await app.getByRole('combobox', { name: 'Organization' }).fill(name)
      await app.getByRole('option', { name: id }).click()
      await expect(app.getByRole('heading', { name: 'Import users' })).toBeVisible()
    }
    await reviewFile(app, 'two.csv', 'Username,Email\nswitch.one,one@acme.example\nswitch.two,two@acme.example\n', 'Create users')
    await submit(app, /^Create 2 users/)
    await expect(app.getByRole('table', { name: 'Users of this job' })).toBeVisible()
    await switchTo('Acme', /^Acme/)
    await expect(app.getByText(`1 job in ${org.name} continues here. Keep this tab open.`)).toBeVisible()
    await expect(app.getByText('No drafts.')).toBeVisible()
    await app.reload()
    await app.getByRole('button', { name: `1 job running in ${org.name}` }).click()
    await expect(app.getByRole('link', { name: 'two.csv' }).first()).toBeVisible()
    await expect.poll(async () => (await org.users()).length).toBe(7)
  })
})

test('a word of docs/banned-words.txt on a screen fails the test that shows it', async ({ app }) => {
  test.fail()
  await app.evaluate(() => document.body.append('Bring people in'))
})

test('after an update, a page whose next screen is gone reloads by itself where nothing is lost, and otherwise says so', async ({ browser }, info) => {
  const build = info.outputPath('build')
  cpSync('build', build, { recursive: true })
  const assets = join(build, 'app', 'assets')
  for (const name of readdirSync(assets)) if (/^(JobsScreen|DraftScreen)-.*\.js$/.test(name)) rmSync(join(assets, name))
  const link = linkIn(await startRollcall({ JUMPCLOUD_API_KEY: '' }, build))
  // A page of its own: the browser complains of what cannot be loaded.
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  let loads = 0
  page.on('domcontentloaded', () => (loads += 1))
  const updated = page.getByRole('heading', { name: 'Rollcall was updated' })
  await page.getByRole('navigation', { name: 'Rollcall', exact: true }).getByRole('link', { name: 'Jobs' }).click()
  // This build lacks the screen after the reload, too: then it is said, once.
  await expect.poll(() => loads).toBe(1)
  await expect(updated).toBeVisible()
  expect(loads).toBe(1)
  // As in a page that was opened a while ago; it alone has a password.
  await page.evaluate(() => sessionStorage.clear())
  await page.goto(link)
  await page.reload()
  await dropFile(page, 'new.csv', 'Username,Email,Password\nana,ana@acme.example,Canary-Passw0rd-9\n')
  const next = page.getByRole('button', { name: 'Continue to grid' })
  await expect(next).toBeVisible()
  loads = 0
  await next.click()
  await expect(updated).toBeVisible()
  expect(loads).toBe(0)
  await context.close()
  stopRollcalls()
})
