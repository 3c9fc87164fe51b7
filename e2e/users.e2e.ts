/** Users are found, edited, suspended and submitted from the directory itself, with no file at all. */
import { expect, expectNoViolations, type Org, saved, screens, scrollers, submit, test } from './fixtures.ts'
import type { Page } from '@playwright/test'

const grid = (app: Page) => app.getByRole('grid', { name: 'Users' })

async function openUsers(app: Page) {
  await app.getByRole('link', { name: 'Edit users' }).click()
  await expect(app.getByRole('heading', { name: 'Users', exact: true })).toBeVisible()
  await expect(app.getByText(/^Loaded/).first()).toBeVisible({ timeout: 30_000 })
  await expect(grid(app).getByRole('gridcell').first()).toBeVisible()
}

/** Selects every user shown, sets a field of all of them. */
async function setForAll(app: Page, field: string, value: string) {
  await app.getByRole('button', { name: 'Edit selected' }).click()
  const dialog = app.getByRole('dialog', { name: /^Edit \d+ users?$/ })
  // What the users get is asked first; how many they are is in the title.
  await expect(dialog.getByLabel('Field')).toBeFocused()
  await dialog.getByLabel('Users').selectOption('all')
  await dialog.getByLabel('Field').click()
  await app.keyboard.type(field)
  await app.getByRole('option', { name: field, exact: true }).click()
  const choice = dialog.getByLabel('Value', { exact: true })
  if ((await choice.evaluate((element) => element.tagName)) === 'SELECT') await choice.selectOption(value)
  else await choice.fill(value)
  await dialog.getByRole('button', { name: /^Set value of/ }).click()
}

const having = async (org: Org, field: string, value: string) => (await org.users()).filter((user) => user[field] === value).length

test.describe('a directory of 200 users', () => {
  test.use({ directory: { users: 200, rate: 2_000 } })

  test('all of them are edited, survive a reload, and are submitted with no file', async ({ app, org }) => {
    await openUsers(app)
    await setForAll(app, 'Cost center', 'CC-900')
    await expect(app.getByRole('button', { name: 'Review 200 changes' })).toBeVisible()
    await saved(app)
    await app.reload()
    await expect(app.getByRole('button', { name: 'Review 200 changes' })).toBeVisible({ timeout: 30_000 })
    await expectNoViolations(app)
    for (const size of screens) {
      await app.setViewportSize(size)
      await expect.poll(() => scrollers(app)).toEqual(['grid down', 'grid across'])
      await expect(grid(app).getByRole('row').nth(5)).toBeInViewport()
    }
    await app.getByRole('button', { name: 'Review 200 changes' }).click()
    await expect(app.getByText(/Compared with/)).toBeVisible({ timeout: 30_000 })
    await expect(app.getByRole('navigation', { name: 'Rollcall' }).locator('[aria-current="page"]')).toHaveText('Users')
    await submit(app, /^Update 200 users/, 200)
    await expect.poll(() => having(org, 'costCenter', 'CC-900'), { timeout: 60_000 }).toBe(200)
    const log = await org.log()
    expect(log.every(({ method }) => method === 'PATCH')).toBe(true)
    expect(new Set(log.flatMap(({ users }) => users.map(({ id }) => id)))).toEqual(new Set((await org.users()).map(({ _id }) => _id)))
  })
})

test.describe('a small directory', () => {
  test.use({ directory: { users: 12, rate: 2_000 } })

  test('a search and a status narrow the users, and the found ones are suspended, which can be undone', async ({ app, org }) => {
    const [first] = (await org.users()).filter((user) => user['state'] === 'ACTIVATED')
    await openUsers(app)
    const status = (name: RegExp) => app.getByRole('group', { name: 'Show' }).getByRole('button', { name })
    await expect(status(/^All/)).toHaveText('All 12')
    await app.getByLabel('Search users').fill(first?.email ?? '')
    await expect(grid(app).getByRole('gridcell', { name: first?.email ?? '' })).toBeVisible()
    // A status counts what choosing it would show: the users that are searched for.
    await expect(status(/^All/)).toHaveText('All 1')
    await expect(status(/^Activated/)).toHaveText('Activated 1')
    await status(/^Activated/).click()
    await expect(status(/^All/)).toHaveText('All 1')
    // Search and status outlive a reload.
    await app.reload()
    await expect(app.getByLabel('Search users')).toHaveValue(first?.email ?? '')
    await expect(status(/^Activated/)).toHaveAttribute('aria-pressed', 'true')
    await expect(status(/^Activated/)).toHaveText('Activated 1')
    await grid(app)
      .getByRole('gridcell', { name: first?.email ?? '' })
      .click()
    await app.getByRole('button', { name: 'Suspend', exact: true }).click()
    await expect(app.getByRole('button', { name: 'Review 1 change', exact: true })).toBeVisible()
    await app.getByRole('button', { name: /^Undo suspend 1 user/ }).click()
    await expect(app.getByRole('button', { name: 'Review changes' })).toBeVisible()
    await app.getByRole('button', { name: /^Redo suspend 1 user/ }).click()
    await app.getByRole('button', { name: 'Review 1 change', exact: true }).click()
    await submit(app, /^Suspend 1 user/, 1)
    await expect.poll(async () => (await org.users()).find(({ _id }) => _id === first?._id)?.['state'], { timeout: 60_000 }).toBe('SUSPENDED')
  })

  test('a cell that somebody else has changed meanwhile is flagged, here and in the review', async ({ app, org }) => {
    const [user] = await org.users()
    await openUsers(app)
    await app.getByLabel('Search users').fill(user?.username ?? '')
    await grid(app)
      .getByRole('gridcell', { name: user?.email ?? '' })
      .click()
    await app.keyboard.press('F4')
    const form = app.getByRole('dialog', { name: user?.username ?? '' })
    await form.getByLabel('Find field').fill('department')
    await form.getByRole('textbox', { name: 'Department' }).fill('Night shift')
    await app.keyboard.press('Escape')
    await expect(app.getByRole('button', { name: 'Review 1 change', exact: true })).toBeVisible()
    await org.edit(user?._id ?? '', { department: 'Day shift' })
    await app.getByRole('button', { name: 'Refresh' }).click()
    await expect(grid(app).getByRole('gridcell', { name: /Night shift/ })).toHaveAccessibleDescription(/has changed in JumpCloud since you edited it/)
    await app.getByRole('button', { name: 'Review 1 change', exact: true }).click()
    await expect(app.getByText(/Day shift/).first()).toBeVisible()
    await expect(app.getByText(/changed/i).first()).toBeVisible()
  })

  test('a cell is edited in place, and emptying one is a visible clear', async ({ app, org }) => {
    const [user] = await org.users()
    await openUsers(app)
    await app.getByLabel('Search users').fill(user?.username ?? '')
    await grid(app)
      .getByRole('gridcell', { name: String(user?.['department']) })
      .first()
      .click()
    await app.keyboard.type('Legal')
    await app.keyboard.press('Enter')
    await expect(grid(app).getByRole('gridcell', { name: /Legal/ })).toBeVisible()
    await grid(app).getByRole('gridcell', { name: /Legal/ }).click()
    await app.keyboard.press('Delete')
    await expect(grid(app).getByRole('gridcell', { name: /Clear value in JumpCloud/ })).toBeVisible()
    await expect(app.getByRole('button', { name: 'Review 1 change', exact: true })).toBeVisible()
  })
})

test.describe('a few users', () => {
  test.use({ directory: { users: 12, rate: 2_000 } })

  test('the field of the cells that are selected is the one that is asked for, and Enter sets it', async ({ app }) => {
    await openUsers(app)
    const cell = (row: number) => grid(app).locator(`[role="gridcell"][data-row="${row}"][data-column="department"]`)
    await cell(1).click()
    await cell(3).click({ modifiers: ['Shift'] })
    await app.getByRole('button', { name: 'Edit selected' }).click()
    const dialog = app.getByRole('dialog', { name: 'Edit 3 users' })
    await expect(dialog.getByLabel('Field')).toHaveValue('Department')
    await expect(dialog.getByLabel('Value', { exact: true })).toBeFocused()
    await app.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await app.keyboard.type('Night shift')
    await app.keyboard.press('Enter')
    await expect(app.getByRole('button', { name: 'Review 3 changes', exact: true })).toBeVisible()
    await expect(cell(2)).toContainText('Night shift')
  })
})

test.describe('one user', () => {
  test.use({ directory: { users: 1, rate: 2_000 } })

  test('an edited cell shows its new value whole, and the old one where there is room', async ({ app, org }) => {
    const [user] = await org.users()
    await openUsers(app)
    const cell = app.locator('[role="gridcell"][data-row="0"][data-column="department"]')
    await cell.click()
    await app.keyboard.type('Customer Success')
    await app.keyboard.press('Enter')
    await expect(cell.locator('s')).toHaveText(String(user?.['department']))
    await expect(cell).toHaveAttribute('title', `${String(user?.['department'])} → Customer Success`)
    const isWhole = await cell.getByText('Customer Success').evaluate((now) => now.scrollWidth <= now.clientWidth)
    expect(isWhole).toBe(true)
    await cell.click()
    await expect(app.getByText(`was “${String(user?.['department'])}”, now “Customer Success”`)).toBeVisible()
  })
})

test.describe('a rate limit of 3 requests a second', () => {
  test.use({ directory: { users: 1_500 }, expectedStatuses: [429] })
  test('every user is loaded, and the screen says how long the rest takes and why', async ({ app, org }) => {
    await org.settings({ requestsPerSecond: 3 })
    await app.goto('/users')
    await expect(app.getByText(/of 15 pages.* · a few seconds left · JumpCloud limits the rate/)).toBeVisible()
    await expect(app.getByText(`1,500 users in ${org.name}`)).toBeVisible({ timeout: 30_000 })
  })
})
