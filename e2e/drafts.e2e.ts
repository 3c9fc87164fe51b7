/** Drafts: what was typed is there after a reload, a crash and in another tab, and what cannot be kept is said before it is lost. */
import type { Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, reviewFile, saved, test, token } from './fixtures.ts'
import { everythingKept } from './kept.ts'

const people = 'Username,Email,Department\nana,ana@acme.example,Sales\nben,ben@acme.example,Legal\ncleo,cleo@acme.example,Sales\n'

const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true })

async function openGrid(page: Page, text = people, name = 'people.csv') {
  await dropFile(page, name, text)
  await page.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
}

/** Types over a cell, as somebody at the keyboard does. */
async function typeOver(page: Page, from: string, to: string) {
  await cell(page, from).click()
  await page.keyboard.type(to)
  await page.keyboard.press('Enter')
  await expect(cell(page, to).first()).toBeVisible()
}

test('edits can be undone and done again, by name, also after a reload', async ({ app }) => {
  await openGrid(app)
  await typeOver(app, 'Legal', 'Finance')
  await typeOver(app, 'ana', 'ana.maria')
  await saved(app)
  await app.reload()
  await expect(cell(app, 'ana.maria')).toBeVisible()
  await expect(cell(app, 'Finance')).toHaveAttribute('data-changed', 'true')

  await app.getByRole('button', { name: 'Undo Username in line 2' }).click()
  await expect(cell(app, 'ana')).toBeVisible()
  await app.getByRole('grid').focus()
  await app.keyboard.press('Control+z')
  await expect(cell(app, 'Legal')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await saved(app)
  await app.reload()
  await expect(cell(app, 'Legal')).toBeVisible()
  await app.getByRole('grid').focus()
  await app.keyboard.press('Control+Shift+z')
  await expect(cell(app, 'Finance')).toBeVisible()
  await app.getByRole('button', { name: 'Redo Username in line 2' }).click()
  await expect(cell(app, 'ana.maria')).toBeVisible()
  await expectNoViolations(app)
})

test('deleting several cells is one step, and the issues follow', async ({ app }) => {
  await openGrid(app)
  await typeOver(app, 'ben', 'ana')
  await expect(app.getByText('2 with errors')).toBeVisible()
  await expect(app.getByRole('heading', { name: /Username in several rows/ })).toBeVisible()
  await cell(app, 'cleo').click()
  await cell(app, 'Legal').click({ modifiers: ['Shift'] })
  await app.keyboard.press('Delete')
  await expect(cell(app, 'Legal')).toHaveCount(0)
  await app.getByRole('button', { name: 'Undo delete of 6 cells' }).click()
  await expect(cell(app, 'cleo@acme.example')).toBeVisible()
  await app.keyboard.press('Control+z')
  await expect(app.getByText('No errors')).toBeVisible()
})

test('a tab that dies loses nothing that was typed', async ({ app, context }) => {
  await openGrid(app)
  await typeOver(app, 'Legal', 'Finance')
  await saved(app)
  const address = app.url()
  const session = await context.newCDPSession(app)
  const died = app.waitForEvent('crash')
  session.send('Page.crash').catch(() => undefined)
  await died
  const next = await context.newPage()
  await next.goto(address)
  await expect(cell(next, 'Finance')).toBeVisible()
  await typeOver(next, 'ana', 'ana.maria')
  await saved(next)
})

test('one tab edits a draft; another is told, and can take it over', async ({ app, context }) => {
  await openGrid(app)
  await typeOver(app, 'Legal', 'Finance')
  const second = await context.newPage()
  await second.goto(app.url())
  await expect(second.getByText('Another tab is editing this draft')).toBeVisible()
  await expectNoViolations(second)
  await cell(second, 'ana').click()
  await second.keyboard.type('nobody')
  await second.keyboard.press('Enter')
  await expect(second.getByText('Choose “Edit here” first.')).toBeVisible()
  await expect(cell(second, 'ana')).toBeVisible()

  await typeOver(app, 'cleo', 'cleopatra')
  await second.getByRole('button', { name: 'Edit here' }).click()
  await expect(cell(second, 'cleopatra')).toBeVisible()
  await expect(cell(second, 'Finance')).toBeVisible()
  await expect(app.getByText('Another tab is editing this draft')).toBeVisible()
  await typeOver(second, 'ana', 'ana.maria')
  await saved(second)

  await second.close()
  await expect(cell(app, 'ana.maria')).toBeVisible()
  await typeOver(app, 'ben', 'benjamin')
  await saved(app)
})

test('a full disk is shown while everything is still there, and the draft is stored once there is room', async ({ app, context }) => {
  const session = await context.newCDPSession(app)
  const { origin } = new URL(app.url())
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await openGrid(app)
  await expect(app.getByRole('alert')).toContainText('This browser’s storage is full.')
  await expect(app.getByText('Not saved')).toBeVisible()
  await typeOver(app, 'Legal', 'Finance')
  await expectNoViolations(app)
  // It is tried again by itself as well, which may take the button away at any moment: a key that is pressed then does nothing.
  await app.getByRole('button', { name: 'Try again' }).focus()
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await app.keyboard.press('Enter')
  await saved(app)
  await app.reload()
  await expect(cell(app, 'Finance')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Undo Department in line 3' })).toBeVisible()
})

test('a draft that is deleted leaves nothing of its users behind', async ({ app, org }) => {
  const [known] = await org.users()
  await reviewFile(app, 'moves.csv', `Username,Job title\n${known?.username},Gardener\n`, 'Update users')
  await expect.poll(() => everythingKept(app)).toContain('Gardener')
  await app.getByRole('link', { name: 'Home', exact: true }).click()
  await app.getByRole('button', { name: 'Delete draft moves.csv' }).click()
  await app.getByRole('button', { name: 'Keep' }).click()
  await app.getByRole('button', { name: 'Delete draft moves.csv' }).click()
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Delete draft', exact: true }).click()
  await expect(app.getByText('No drafts.')).toBeVisible()
  const kept = await everythingKept(app)
  for (const text of ['Gardener', known?.username ?? '?', known?._id ?? '?']) expect(kept).not.toContain(text)
})

/** Another page of this origin that holds the database open at a version of its own, and lets go of it for nobody. */
async function holdDatabase(page: Page, version: number) {
  await page.goto('/favicon.svg')
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('rollcall', wanted)
        request.onupgradeneeded = () => {
          if (wanted === 1) for (const name of ['drafts', 'jobs', 'mappings']) request.result.createObjectStore(name)
        }
        request.onsuccess = () => {
          Object.assign(window, { held: request.result })
          resolve()
        }
        request.onerror = () => reject(request.error ?? new Error('not opened'))
      }),
    version,
  )
}

test.describe('with another page on the storage', () => {
  // That page has no icon.
  test.use({ expectedStatuses: [404] })

  test('a tab from before an update that holds the storage is named, and the draft is stored once it is closed', async ({ page, context, org }) => {
    const older = await context.newPage()
    await holdDatabase(older, 1)
    await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
    await page.goto(`/#token=${token()}`)
    await openGrid(page)
    await expect(page.getByRole('alert')).toContainText('Another tab of Rollcall, from before an update, holds the storage.')
    await typeOver(page, 'Legal', 'Finance')
    // It is tried again by itself.
    await older.close()
    await saved(page)
    await page.reload()
    await expect(cell(page, 'Finance')).toBeVisible()
  })

  test('W15: a tab that was left behind by an update says so, and shows what it cannot store any more', async ({ app, context }) => {
    await openGrid(app)
    await saved(app)
    await holdDatabase(await context.newPage(), 99)
    await typeOver(app, 'Legal', 'Finance')
    await expect(app.getByRole('alert')).toContainText('Rollcall was updated in another tab. Reload this one; stored drafts and jobs are kept.')
    await expect(app.getByText('Not saved')).toBeVisible()
    await expect(cell(app, 'Finance')).toBeVisible()
  })
})

test.describe('a file of 100,000 users', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, at) => `user.${at},user.${at === 99_999 ? 5 : at}@acme.example,Ana,Müller ${at % 977},E${at},Engineer,Sales,Berlin,DE,+49 30 ${at}`,
  )
  const large = Buffer.from(`Username,Email,First name,Last name,Employee ID,Job title,Department,Location,work_country,work_number\n${rows.join('\n')}\n`)

  test('is cancelled at once and leaves nothing behind', async ({ app }) => {
    // It is read in half a second: whoever changes their mind is as quick as the button is there.
    const cancelled = app.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const look = () => {
            const button = [...document.querySelectorAll('main button')].find(({ textContent }) => textContent === 'Cancel')
            if (!(button instanceof HTMLElement)) return
            observer.disconnect()
            button.click()
            resolve()
          }
          const observer = new MutationObserver(look)
          observer.observe(document.body, { subtree: true, childList: true })
        }),
    )
    await dropFile(app, 'large.csv', large)
    await cancelled
    await expect(app.getByText('Reading large.csv')).toHaveCount(0)
    await expect(app.getByLabel(/^Drop a/)).toBeAttached()
    await app.reload()
    await expect(app.getByText('No drafts.')).toBeVisible()
  })

  test('is checked, edited at its end, and found again after a reload', async ({ app }) => {
    test.setTimeout(120_000)
    await dropFile(app, 'large.csv', large)
    await app.getByRole('button', { name: 'Continue to grid' }).click({ timeout: 60_000 })
    await expect(app.getByText('100,000 users')).toBeVisible()
    await expect(app.getByText('2 with errors')).toBeVisible({ timeout: 60_000 })
    await app.getByRole('button', { name: /Line 100,?001/ }).click()
    await app.keyboard.type('somebody.new@acme.example')
    await app.keyboard.press('Enter')
    await expect(app.getByText('No errors')).toBeVisible()
    await expect(app.getByText('Saved in this browser')).toBeVisible({ timeout: 60_000 })
    await app.reload()
    await expect(app.getByText('No errors')).toBeVisible({ timeout: 60_000 })
    await app.getByRole('button', { name: 'Undo Company email in line 100001' }).click()
    await expect(app.getByText('2 with errors')).toBeVisible()
  })
})
