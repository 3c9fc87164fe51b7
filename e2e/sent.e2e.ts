/** Nothing of a draft is sent twice: whatever is pressed while it is submitted, and wherever the draft is opened afterwards. */
import type { Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, planCount, reviewFile, submit, test, token, type Org } from './fixtures.ts'

const fileOf = (...names: string[]) => `Username,Email\n${names.map((name) => `${name},${name}@acme.example`).join('\n')}\n`
const sentNames = async (org: Org) => (await org.log()).flatMap(({ users }) => users.map(({ username }) => username ?? '')).toSorted()
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Create 3 users/ })
const openSummary = async (page: Page) => {
  await page.getByRole('button', { name: /^Create 3 users/ }).click()
  await expect(dialog(page)).toBeVisible()
}
/** In one task: the click that confirms, and what follows it. */
const confirmAnd = (page: Page, clicks: number, after: 'back' | 'nothing') =>
  page.evaluate(
    ([count, then]) => {
      const button = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].find(({ textContent }) => textContent?.startsWith('Create'))
      for (let nth = 0; nth < count; nth += 1) button?.click()
      if (then === 'back') history.back()
    },
    [clicks, after] as const,
  )

const moments: readonly (readonly [name: string, press: (page: Page) => Promise<unknown>, isSent: boolean | 'either'])[] = [
  ['while the summary is open', (page) => openSummary(page).then(() => page.goBack()), false],
  ['in the moment of the confirmation', (page) => openSummary(page).then(() => confirmAnd(page, 1, 'back')), true],
  [
    'as soon as the job is on the screen',
    (page) =>
      submit(page, /^Create 3 users/)
        .then(() => page.waitForURL(/\/jobs\//))
        .then(() => page.goBack()),
    true,
  ],
  [
    'when the job has ended',
    async (page) => {
      await submit(page, /^Create 3 users/)
      await expect(page.locator('[data-state="succeeded"]')).toHaveText(/3/, { timeout: 20_000 })
      await page.goBack()
    },
    true,
  ],
  [
    'and a reload comes right after the confirmation',
    (page) =>
      openSummary(page)
        .then(() => confirmAnd(page, 1, 'nothing'))
        .then(() => page.reload()),
    'either',
  ],
]

test('Back at any moment of a submit sends nothing twice, and the draft knows what was sent', async ({ app, org }) => {
  test.slow()
  for (const [at, [moment, press, isSent]] of moments.entries()) {
    await test.step(moment, async () => {
      await app.goto('/')
      const names = ['ana', 'ben', 'cleo'].map((name) => `${name}.${at}`)
      await reviewFile(app, `back-${at}.csv`, fileOf(...names), 'Create users')
      const address = app.url()
      await expect(planCount(app, 'create')).toHaveText('3')
      await press(app)
      const mine = async () => (await sentNames(org)).filter((name) => names.includes(name))
      if (isSent === true) await expect.poll(mine, { timeout: 20_000 }).toEqual(names)
      if (!isSent) expect(await mine()).toEqual([])
      await app.goto(address)
      await expect(planCount(app, 'rows')).toHaveText('3')
      // A page that ends before the job is stored has sent nothing, and the draft says so.
      if (isSent === 'either' ? (await planCount(app, 'create').textContent()) === '0' : isSent) {
        await expect.poll(mine, { timeout: 20_000 }).toEqual(names)
        await expect(app.getByText(`3 rows of this draft sent in job “back-${at}.csv”`)).toBeVisible()
        await expect(planCount(app, 'sent')).toHaveText('3')
        await expect(app.getByRole('button', { name: /^Submit in/ })).toHaveAccessibleDescription(/was sent already/)
      } else {
        await submit(app, /^Create 3 users/)
        await expect.poll(mine, { timeout: 20_000 }).toEqual(names)
      }
      expect(await mine()).toEqual(names)
    })
  }
})

test('twenty clicks in one task, a double click and a held Enter make one job', async ({ app, org }) => {
  await reviewFile(app, 'clicks.csv', fileOf('ana', 'ben', 'cleo'), 'Create users')
  await expect(planCount(app, 'create')).toHaveText('3')
  await app.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.startsWith('Create 3 users'))
    for (let nth = 0; nth < 20; nth += 1) button?.click()
  })
  await expect(dialog(app)).toHaveCount(1)
  // A key held down since before the summary was there confirms nothing.
  await app.keyboard.press('Escape')
  await app.getByRole('button', { name: /^Create 3 users/ }).focus()
  for (let nth = 0; nth < 10; nth += 1) await app.keyboard.down('Enter')
  await expect(dialog(app)).toBeVisible()
  for (let nth = 0; nth < 10; nth += 1) await app.keyboard.down('Enter')
  await app.keyboard.up('Enter')
  expect(await org.log()).toEqual([])
  await confirmAnd(app, 20, 'nothing')
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/3/, { timeout: 20_000 })
  expect(await sentNames(org)).toEqual(['ana', 'ben', 'cleo'])
  await app.getByRole('link', { name: 'Jobs', exact: true }).first().click()
  await expect(app.getByRole('link', { name: 'clicks.csv' })).toHaveCount(1)
})

test('Enter confirms the summary, which says what goes, where, and what does not go', async ({ app, org }) => {
  await reviewFile(app, 'summary.csv', `Username,Email,Shoe size\nana,ana@acme.example,38\nben,not an address,40\ncleo,cleo@acme.example,41\n`, 'Create users')
  await app.getByRole('button', { name: 'Exclude', exact: true }).last().click()
  const label = new RegExp(`^Create 1 user in ${org.name}`)
  await app.getByRole('button', { name: label }).click()
  const summary = app.getByRole('dialog', { name: label })
  await expect(summary.getByText('1 of 3 rows will be sent, 1 blocked, 1 excluded')).toBeVisible()
  await expect(summary.getByText('No sensitive changes')).toBeVisible()
  await expect(summary.getByText('“Shoe size”: Not mapped.')).toBeVisible()
  await expect(summary.getByRole('button', { name: '1 blocked' })).toBeVisible()
  await expectNoViolations(app)
  await app.keyboard.press('Enter')
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
  expect(await sentNames(org)).toEqual(['ana'])
})

test('a second window cannot submit beside the first, and sees what was sent when it takes the draft over', async ({ app, org, context }) => {
  await reviewFile(app, 'windows.csv', fileOf('ana', 'ben', 'cleo'), 'Create users')
  await expect(planCount(app, 'create')).toHaveText('3')
  const other = await context.newPage()
  await other.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
  await other.goto(`${app.url()}#token=${token()}`)
  await expect(planCount(other, 'create')).toHaveText('3')
  await expect(other.getByRole('button', { name: /^Create 3 users/ })).toHaveAccessibleDescription(/Another tab is editing this draft/)
  await submit(app, /^Create 3 users/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/3/, { timeout: 20_000 })
  await expect(planCount(other, 'sent')).toHaveText('3')
  await other.getByRole('button', { name: 'Edit here' }).click()
  const nothingLeft = other.getByRole('button', { name: /^Submit in/ })
  await expect(nothingLeft).toHaveAccessibleDescription(/was sent already/)
  // The reason is in sight where the pointer rests, and covers nothing once it has gone.
  await nothingLeft.click({ force: true })
  await expect(other.getByText('Every row that can be sent was sent already.')).toBeVisible()
  await other.mouse.move(0, 0)
  await expect(other.getByText('Every row that can be sent was sent already.')).toBeHidden()
  expect(await sentNames(org)).toEqual(['ana', 'ben', 'cleo'])
})

test('what failed is offered again, what was edited since is named, and sending again names the earlier job', async ({ app, org }) => {
  test.slow()
  await dropFile(app, 'part.csv', `Username,Email\nana,ana@acme.example\nben,ben+sim-refused@acme.example\ncleo,\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  const review = app.url()
  await submit(app, /^Create 2 users/)
  await expect(app.locator('[data-state="failed"]')).toHaveText(/1/, { timeout: 20_000 })
  await app.getByRole('navigation', { name: 'Rollcall', exact: true }).getByRole('link', { name: 'Home', exact: true }).click()
  const draft = app.getByRole('table', { name: 'Drafts' }).getByRole('row', { name: /part.csv/ })
  await expect(draft).toContainText('Partly sent')
  await expect(draft).toContainText('2 of 3 rows · 1 not done')
  await draft.getByRole('link', { name: 'part.csv' }).click()
  await expect(app).toHaveURL(review)
  await expect(app.getByText(/1 done, 1 not done/)).toBeVisible()
  await expect(planCount(app, 'create')).toHaveText('1')
  await expect(planCount(app, 'sent')).toHaveText('1')
  await expectNoViolations(app)

  await app.getByRole('link', { name: 'Grid', exact: true }).click()
  await app.getByRole('gridcell', { name: 'ben+sim-refused@acme.example' }).click()
  await app.keyboard.type('ben@acme.example')
  await app.keyboard.press('Enter')
  await app.getByRole('gridcell', { name: 'ana@acme.example' }).click()
  await app.keyboard.type('ana.new@acme.example')
  await app.keyboard.press('Enter')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(app.getByRole('button', { name: 'Include 1 changed row' })).toBeVisible()
  await submit(app, /^Create 1 user/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
  expect(await sentNames(org)).toEqual(['ana', 'ben', 'ben'])

  await app.goto(review)
  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('radio', { name: 'Create and update', exact: true }).click()
  await expect(planCount(app, 'sent')).toHaveText('2')
  await app.getByRole('button', { name: 'Submit again' }).last().click()
  const question = app.getByRole('dialog', { name: 'Include 1 row again?' })
  await expect(question).toContainText('They were sent in job “part.csv”')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await app.getByRole('button', { name: 'Include 1 changed row' }).click()
  await app.getByRole('button', { name: /^Update 1 user/ }).click()
  const summary = app.getByRole('dialog', { name: /^Update 1 user/ })
  await expect(summary.getByText(/sent before, in job “part.csv” of/)).toBeVisible()
  await summary.getByLabel('Type 1 to confirm').fill('1')
  await app.keyboard.press('Enter')
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
  expect(await org.log()).toHaveLength(3)
})
