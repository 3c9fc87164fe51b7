/** The messy sample is put right in the grid twice: with the keyboard alone, and with every command by mouse and keys for text only. */
import { execFileSync } from 'node:child_process'
import type { Locator, Page } from '@playwright/test'
import { dropFile, expect, test } from './fixtures.ts'

/** The simulator's sample, with 24 users of our own. */
function messyFile(): string {
  const users = Array.from({ length: 24 }, (_, at) => ({
    firstname: `Anna${String.fromCodePoint(97 + at)}`,
    lastname: 'Martino',
    email: `anna.martino${at}@acme.example`,
    employeeIdentifier: `E${10_000 + at}`,
    department: 'Sales',
    jobTitle: 'Buyer',
    mobile: `+1 303 555 ${1_200 + at}`,
  }))
  const script = `import { messyCsv } from './build/proxy/simulator/messy-sample.js'\nprocess.stdout.write(messyCsv(${JSON.stringify(users)}))`
  return execFileSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' })
}

const at = (app: Page, row: number, column: string) => app.locator(`[role="gridcell"][data-row="${row}"][data-column="${column}"]`)
const noErrors = (app: Page) => expect(app.getByText('No errors', { exact: true })).toBeVisible()
const issuesOf = (app: Page) => app.getByRole('complementary', { name: 'Issues' })
const cause = (app: Page, title: string) =>
  issuesOf(app)
    .getByRole('listitem')
    .filter({ has: app.getByRole('heading', { name: title }) })

/** Tab until the control has the focus. */
async function tabTo(app: Page, what: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await expect(what).toBeVisible()
  for (let presses = 0; presses < 150; presses += 1) {
    if (await what.evaluate((element) => element === document.activeElement)) return
    await app.keyboard.press(key)
  }
  throw new Error('The control is not reached by Tab.')
}

async function pressOn(app: Page, what: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await tabTo(app, what, key)
  await app.keyboard.press('Enter')
}

/** The cell that the keyboard is in. */
const active = (app: Page) =>
  app.getByRole('grid').evaluate((grid) => {
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
    return `${cell?.dataset['row']} ${cell?.dataset['column']}`
  })

test('the messy sample has no errors after work with the keyboard alone', async ({ app }) => {
  const choosing = app.waitForEvent('filechooser')
  await pressOn(app, app.getByLabel('Drop a CSV or Excel file here, or choose one'))
  await (await choosing).setFiles({ name: 'messy.csv', mimeType: 'text/csv', buffer: Buffer.from(messyFile()) })
  await pressOn(app, app.getByRole('button', { name: 'Continue to grid' }))
  const grid = app.getByRole('grid')
  await pressOn(app, issuesOf(app).getByRole('button', { name: /^Apply all \d+ repairs/ }))
  await expect(cause(app, 'Spaces around values')).toHaveCount(0)

  // The first word is written into its cell and filled down; the two others are typed over.
  await tabTo(app, grid, 'Shift+Tab')
  await app.keyboard.press('Control+Home')
  await app.keyboard.press('F8')
  expect(await active(app)).toBe('0 state')
  await app.keyboard.type('ACT')
  await app.keyboard.press('Enter')
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('Control+Shift+ArrowDown')
  await app.keyboard.press('Control+d')
  await app.keyboard.press('Control+Home')
  for (const [place, typed] of [
    ['15 sudo', 'tr'],
    ['16 sudo', 'fa'],
    ['16 mfa.exclusionUntil', '2027-05-04'],
  ] as const) {
    await app.keyboard.press('F8')
    await expect.poll(() => active(app)).toBe(place)
    await app.keyboard.type(typed)
    await app.keyboard.press('Tab')
  }
  await noErrors(app)
  await expect(at(app, 16, 'state')).toHaveText('ACTIVATED')
  // A column is sorted, filtered and hidden from its menu, which is a key away.
  await app.keyboard.press('Alt+ArrowDown')
  await expect(app.getByRole('menuitem', { name: 'Sort A to Z' })).toBeVisible()
  await app.keyboard.press('Escape')
  await app.keyboard.press('Control+z')
  await expect(app.getByText('1 with errors')).toBeVisible()
  await app.keyboard.press('Control+y')
  await noErrors(app)
})

test('the messy sample has no errors after work with the mouse, and keys for text only', async ({ app }) => {
  await dropFile(app, 'messy.csv', messyFile())
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await issuesOf(app)
    .getByRole('button', { name: /^Apply all \d+ repairs/ })
    .click()
  await expect(cause(app, 'Spaces around values')).toHaveCount(0)

  // A state is chosen from the list, and a double click on the handle fills the column.
  await at(app, 0, 'state').dblclick()
  await app.getByRole('grid').getByRole('option', { name: 'ACTIVATED' }).click()
  await expect(at(app, 0, 'state')).toHaveText('ACTIVATED')
  await at(app, 0, 'state').click()
  await app.locator('[data-handle]').dblclick()
  await expect(app.getByRole('button', { name: 'Undo fill of 23 cells' })).toBeVisible()

  const sudo = cause(app, 'Words not understood').getByRole('button', { name: /Administrator on devices/ })
  await sudo.first().click()
  await cause(app, 'Words not understood')
    .getByRole('button', { name: /line 17/i })
    .click()
  await expect.poll(() => active(app)).toBe('15 sudo')
  await at(app, 15, 'sudo').dblclick()
  await app.getByRole('grid').getByRole('option', { name: 'true' }).click()
  await at(app, 16, 'sudo').dblclick()
  await app.getByRole('grid').getByRole('option', { name: 'false' }).click()
  await at(app, 16, 'mfa.exclusionUntil').click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Edit cell' }).click()
  await app.getByLabel('Edit MFA exclusion until').fill('2027-05-04')
  await at(app, 15, 'sudo').click()
  await noErrors(app)
})
