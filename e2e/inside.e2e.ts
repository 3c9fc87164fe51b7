/** What comes in from a file or from JumpCloud never becomes code, and what is secret never leaves memory. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFile, expect, planCount, reviewFile, test, token, submit } from './fixtures.ts'
import { everythingKept } from './kept.ts'

const image = '<img src=x onerror=document.title=1>'
const link = 'javascript:document.title=2'

/** Nothing of the page is made of what came in, and no script has run. */
async function expectOnlyText(page: Page) {
  expect(await page.title()).not.toMatch(/^[12]$/)
  expect(
    await page.evaluate(() =>
      [...document.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], a[href^="javascript:" i], base, meta[http-equiv]')].map(
        ({ outerHTML }) => outerHTML,
      ),
    ),
  ).toEqual([])
}

test.describe('markup', () => {
  // An address that is no screen is not there.
  test.use({ expectedStatuses: [404] })
  test('<img src=x onerror=document.title=1> in a file’s name, headers and cells, in an organization and in JumpCloud’s words stays text (A35)', async ({
    app,
    org,
  }) => {
    expect(org.name).toContain('<img src=x')
    const header = `Username,Email,First name,Last name,${image},"<script>document.title=1</script>",${link}`
    const cells = [`${image},"""><svg onload=document.title=1>",<a href=${link}>x</a>,=1+1,${link}`, `<b>bold</b>,{{1}},\${1},x,x`]
    const text = `${header}\nmark.one,mark.one+sim-markup@acme.example,${cells[0]}\nmark.two,mark.two@acme.example,${cells[1]}\n`
    const name = `${image}.csv`
    await dropFile(app, name, text)
    await expect(app.getByText(name).first()).toBeVisible()
    await expectOnlyText(app)
    await app.getByRole('button', { name: 'Continue to grid' }).click()
    await expect(app.getByRole('gridcell', { name: image })).toBeVisible()
    await app.getByRole('gridcell', { name: image }).click()
    await app.keyboard.press('F4')
    await expect(app.getByRole('dialog').getByRole('textbox', { name: 'First name' })).toHaveValue(image)
    await expectOnlyText(app)
    await app.keyboard.press('Escape')
    await app.getByRole('button', { name: 'Review', exact: true }).click()
    await app.getByRole('radio', { name: 'Create users', exact: true }).click()
    await expect(planCount(app, 'create')).toHaveText('2')
    await expectOnlyText(app)
    await submit(app, /^Create 2 users/)
    await expect(app.getByText('<img src=x onerror="document.title=1"> is not allowed').first()).toBeVisible({ timeout: 20_000 })
    await expectOnlyText(app)
    for (const path of ['/', '/jobs', '/settings']) {
      await app.goto(path)
      await expect(app.getByRole('combobox', { name: 'Organization' }).first()).toHaveValue(org.name)
      await expectOnlyText(app)
    }
    for (const path of [
      `/drafts/${encodeURIComponent(image)}`,
      `/jobs/x?page=${encodeURIComponent(image)}&show=${encodeURIComponent(link)}`,
      `/?${encodeURIComponent(image)}#${encodeURIComponent(image)}`,
    ]) {
      await app.goto(path).catch(() => null)
      await expectOnlyText(app)
    }
  })
})

test('A31: passwords are in nothing that the browser keeps, and the API key is in nothing that it ever gets', async ({ browser, org }, info) => {
  const password = 'Canary-Passw0rd-77!'
  const path = info.outputPath('everything.har')
  const context = await browser.newContext({ recordHar: { path, content: 'embed' } })
  const page = await context.newPage()
  await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
  await page.goto(`/#token=${token()}`)
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  const expectNoSecret = async () => {
    const kept = await everythingKept(page)
    expect(kept).toContain('secret.one')
    expect(kept).not.toContain(password)
  }
  await reviewFile(
    page,
    'secrets.csv',
    `Username,Email,Password\nsecret.one,secret.one@acme.example,${password}\nsecret.two,secret.two+sim-refused@acme.example,${password}\n`,
    'Create users',
  )
  await expectNoSecret()
  await submit(page, /^Create 2 users/)
  await expect(page.locator('[data-state="succeeded"]')).toHaveText(/1$/, { timeout: 20_000 })
  await expectNoSecret()
  expect(await page.content()).not.toContain(password)
  await page.reload()
  await expect(page.locator('[data-state="failed"]')).toHaveText(/1$/)
  await expectNoSecret()
  expect((await org.users()).map((user) => JSON.stringify(user)).filter((user) => user.includes(password))).toEqual([])
  await context.close()

  const har = readFileSync(path, 'utf8')
  expect(har).toContain('/api/v2/bulk/users')
  expect(har).not.toContain('sim_key_of_the_browser_tests')
  const answers = (JSON.parse(har) as { log: { entries: { response: unknown }[] } }).log.entries.map(({ response }) => JSON.stringify(response))
  expect(answers.length).toBeGreaterThan(10)
  expect(answers.filter((answer) => answer.includes(password))).toEqual([])
})

test('a column that turns out to be a password is stored at no time, not even in the browser’s own files, and is asked for after a reload', async ({
  playwright,
  org,
}, info) => {
  const password = 'Canary-Passw0rd-88!'
  const profile = info.outputPath('profile')
  const { baseURL = '', launchOptions = {} } = info.project.use
  const context = await playwright.chromium.launchPersistentContext(profile, launchOptions)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
  await page.goto(`${baseURL}/#token=${token()}`)
  const text = `Note: the password is ${password},,\nUsername,Email,Start\nodd.one,odd.one@acme.example,${password}\nodd.two,odd.two@acme.example,${password}\n`
  await dropFile(page, 'odd.csv', text)
  await expect.poll(() => everythingKept(page)).toContain('odd.one')
  expect(await everythingKept(page)).not.toContain(password)
  await page.reload()
  await expect(page.getByText('Start must be entered again')).toBeVisible()
  await page.getByLabel('Choose odd.csv again').setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByText('Start must be entered again')).toBeHidden()
  const start = page.getByRole('combobox', { name: 'Field for the column Start' })
  await start.fill('Password')
  await page
    .getByRole('option', { name: /^Password/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(page.getByRole('gridcell', { name: 'odd.one', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('Password must be entered again')).toBeVisible()
  expect(await everythingKept(page)).not.toContain(password)
  await context.close()
  const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const bytes = files.map(({ parentPath, name }) => ({ name: join(parentPath, name), text: readFileSync(join(parentPath, name)).toString('latin1') }))
  const inUtf16 = Buffer.from(password, 'utf16le').toString('latin1')
  expect(bytes.some((each) => each.text.includes('odd.one@acme.example'))).toBe(true)
  expect(bytes.filter((each) => each.text.includes(password) || each.text.includes(inUtf16)).map(({ name }) => name)).toEqual([])
})

test('a file that is saved is safe to open in a spreadsheet, and is read back as it was', async ({ app, org }) => {
  const [first, second] = await org.users()
  const formula = '=HYPERLINK("http://evil.test","x")'
  await org.edit(second?._id ?? '', { username: formula })
  await reviewFile(app, 'all.csv', `Username,Job title\n${first?.username},Gardener\n`, 'Update users')
  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('checkbox', { name: /full list of users/ }).check()
  await app.getByRole('radio', { name: /^Missing from file \d+$/ }).check({ force: true })
  await app.getByRole('checkbox', { name: `Select ${formula}` }).check()
  const [download] = await Promise.all([app.waitForEvent('download'), app.getByRole('button', { name: 'Export selected' }).click()])
  expect(download.suggestedFilename()).toBe('leavers of all.csv')
  const saved = readFileSync(await download.path())
  expect(saved.toString()).toBe(
    `\uFEFFJumpCloud id,Username,Company email,Apostrophes added by Rollcall\r\n${second?._id},"'${formula.replaceAll('"', '""')}",${second?.email},\r\n`,
  )
  await app.goto('/')
  await dropFile(app, 'leavers.csv', saved)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('gridcell', { name: formula, exact: true })).toBeVisible()
})
