/** The grid by mouse and keyboard: blocks from a spreadsheet, fill, rows, find and replace, each one step of the undo. */
import type { Page } from '@playwright/test'
import { at, openGrid, undo, users } from './fifty-users.ts'
import { dropFile, expect, expectNoViolations, reviewFile, saved, screens, test } from './fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

/** What a spreadsheet puts on the clipboard. */
async function copyBlock(page: Page, rows: number, columns: number) {
  const cells = (row: number) => Array.from({ length: columns }, (_, column) => `<td>v${row}.${column}</td>`).join('')
  const html = `<table>${Array.from({ length: rows }, (_, row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
  await page.evaluate((text) => navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([text], { type: 'text/html' }) })]), html)
}

test('a block of 200 × 8 cells lands as in a spreadsheet, adds rows, and is one step of the undo', async ({ app }) => {
  await openGrid(app)
  const grid = app.getByRole('grid')
  await copyBlock(app, 200, 8)
  await at(app, 10, 'username').click()
  await app.keyboard.press('Control+v')
  await expect(grid).toHaveAttribute('aria-rowcount', '211')
  await expect(at(app, 10, 'username')).toHaveText('v0.0')
  await app.keyboard.press('Control+End')
  await expect(at(app, 209, 'costCenter')).toHaveText('v199.7')
  await undo(app, 'paste of 1,600 cells and 160 new rows')
  await expect(grid).toHaveAttribute('aria-rowcount', '51')
})

test('a range is dragged, copied and filled; a row is deleted and comes back after a reload', async ({ app }) => {
  await openGrid(app)
  await at(app, 1, 'firstname').hover()
  await app.mouse.down()
  await at(app, 3, 'lastname').hover()
  await app.mouse.up()
  await expect(app.locator('[aria-selected="true"]')).toHaveCount(6)
  await app.keyboard.press('Control+c')
  expect(await app.evaluate(() => navigator.clipboard.readText())).toBe('First1\tLast1\nFirst2\tLast2\nFirst3\tLast3')
  await app.keyboard.press('Control+d')
  await expect(at(app, 3, 'lastname')).toHaveText('Last1')
  await undo(app, 'fill of 4 cells')
  await expect(at(app, 3, 'lastname')).toHaveText('Last3')
  await at(app, 3, 'username').click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Delete row' }).click()
  await expect(at(app, 3, 'username')).toHaveText('user.4')
  await saved(app)
  await app.reload()
  await expect(at(app, 3, 'username')).toHaveText('user.4')
  await undo(app, 'delete line 5')
  await expect(at(app, 3, 'username')).toHaveText('user.3')
  await expectNoViolations(app)
})

test('what is found is counted and shown before it is replaced, and sorting changes the view only', async ({ app }) => {
  await openGrid(app)
  await at(app, 0, 'department').click()
  await app.keyboard.press('Control+h')
  const find = app.getByLabel('Find', { exact: true })
  const panel = app.getByRole('region', { name: 'Find and replace' })
  await find.fill('Dept 1')
  // The first match is shown at once, and the keyboard stays where the text is typed.
  await expect(panel.getByRole('status')).toHaveText('1 of 10 cells')
  await expect(at(app, 1, 'department')).toHaveAttribute('aria-selected', 'true')
  await expect(find).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(panel.getByRole('status')).toHaveText('2 of 10 cells')
  // Without a replacement the matches are removed, which the button says.
  await expect(panel.getByRole('button', { name: 'Remove from 10 cells' })).toBeVisible()
  await panel.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(panel.getByRole('status')).toHaveText('2 of 9 cells')
  await expect(at(app, 6, 'department')).toHaveText('')
  await expect(at(app, 11, 'department')).toHaveAttribute('aria-selected', 'true')
  await undo(app, 'removal in 1 cell')
  await expect(at(app, 6, 'department')).toHaveText('Dept 1')
  await app.getByLabel('Replace with').fill('Sales')
  await expect(app.getByRole('list', { name: 'Preview' })).toContainText('and 7 more')
  await app.getByRole('button', { name: 'Replace all 10' }).click()
  await expect(at(app, 1, 'department')).toHaveText('Sales')
  await app.getByRole('region', { name: 'Find and replace' }).getByRole('button', { name: 'Close' }).click()
  await app.getByRole('columnheader', { name: 'Department' }).hover()
  await app.getByRole('button', { name: 'Department column menu' }).click()
  await app.getByRole('menuitem', { name: 'Sort Z to A' }).click()
  await expect(at(app, 0, 'department')).toHaveText('Sales')
  await expect(app.getByRole('columnheader', { name: 'Department' })).toHaveAttribute('aria-sort', 'descending')
  await undo(app, 'replace in 10 cells')
  await expect(at(app, 0, 'department')).toHaveText('Dept 1')
  await expectNoViolations(app)
})

test('the last of 100,000 rows is reached by a key, drawn and announced, and a form gives the keyboard back', async ({ app }) => {
  const rows = Array.from({ length: 100_000 }, (_, row) => `user.${row},user.${row}@acme.example`)
  await dropFile(app, 'many.csv', `Username,Email\n${rows.join('\n')}\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const grid = app.getByRole('grid')
  await at(app, 0, 'username').click()
  await app.keyboard.press('Control+End')
  const last = at(app, 99_999, 'email')
  await expect(last).toBeInViewport()
  await expect(last).toHaveText('user.99999@acme.example')
  await expect(grid).toHaveAttribute('aria-rowcount', '100001')
  await expect(app.getByRole('row').filter({ has: last })).toHaveAttribute('aria-rowindex', '100001')
  await expect(grid).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id')) ?? '')
  await app.keyboard.press('F4')
  await expect(app.getByRole('dialog', { name: 'Line 100001' })).toBeVisible()
  await expectNoViolations(app)
  await app.keyboard.press('Escape')
  await expect(grid).toBeFocused()
  await expect(grid).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id')) ?? '')
})

test('the list of keys and the form give the keyboard back to the cell, whichever button opened the list', async ({ app }) => {
  await openGrid(app)
  const grid = app.getByRole('grid')
  const help = app.getByRole('dialog', { name: 'Keys and commands' })
  await at(app, 2, 'email').click()
  const cell = (await at(app, 2, 'email').getAttribute('id')) ?? ''
  const expectCell = async () => {
    await expect(grid).toBeFocused()
    await expect(grid).toHaveAttribute('aria-activedescendant', cell)
  }
  await app.keyboard.press('?')
  await expect(help).toBeVisible()
  await app.keyboard.press('Escape')
  await expectCell()
  await app.getByRole('button', { name: 'Keys and commands (?)' }).click()
  await help.getByRole('button', { name: 'Close' }).click()
  await expectCell()
  await app.keyboard.press('F4')
  await expect(app.getByRole('dialog', { name: 'Line 4' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expectCell()
  await app.keyboard.press('F4')
  await app.getByRole('button', { name: 'Done' }).click()
  await expectCell()
})

test('what only Review knows is marked on its cell in the grid, with its reason, until the cell is changed', async ({ app, org }) => {
  const [other] = await org.users()
  await reviewFile(app, 'new.csv', `Username,Email\nfirst.one,first.one@acme.example\nsecond.one,${other?.email}\n`, 'Create users')
  const reason = `The email “${other?.email}” belongs to ${other?.username}`
  await app.getByRole('table', { name: 'Plan, row by row' }).getByRole('link', { name: 'Fix in grid' }).click()
  const cell = at(app, 1, 'email')
  await expect(app.getByRole('grid')).toHaveAttribute('aria-activedescendant', (await cell.getAttribute('id')) ?? '')
  await expect(cell).toHaveAccessibleDescription(new RegExp(reason))
  await expect(app.locator('[aria-live="polite"]').filter({ hasText: reason })).toBeVisible()
  await expect(app.getByText('1 with errors')).toBeVisible()
  await expect(app.getByRole('complementary', { name: 'Issues' }).getByRole('heading', { name: 'Blocked in Review' })).toBeVisible()
  await expectNoViolations(app)
  await app.keyboard.type('second.one@acme.example')
  await app.keyboard.press('Enter')
  await expect(app.getByText('No errors', { exact: true })).toBeVisible()
  await app.keyboard.press('Control+z')
  await expect(cell).toHaveAccessibleDescription(new RegExp(reason))
})

test('a reason about the whole row is told at its head, and below the grid wherever in the row the keyboard is', async ({ app }) => {
  await openGrid(app)
  await at(app, 3, 'username').click()
  await app.keyboard.press('Shift+ ')
  await app.keyboard.press('Delete')
  const status = app.locator('[aria-live="polite"]').filter({ hasText: 'The row is empty.' })
  await expect(status).toBeVisible()
  await app.keyboard.press('ArrowRight')
  await expect(status).toBeVisible()
})

test('names of columns and what is chosen for a word are read whole', async ({ app }) => {
  await dropFile(
    app,
    'words.csv',
    `Username,State,Sudo without password,Managed UID\n${users.map((line) => `${line.split(',')[0]},Terminated,x,1`).join('\n')}\n`,
  )
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const choice = app.getByLabel('“Terminated” becomes')
  await expect(choice).toBeVisible()
  const cut = await app
    .getByRole('grid')
    .getByRole('columnheader')
    .evaluateAll((heads) => heads.filter((head) => head.scrollWidth > head.clientWidth).map((head) => head.textContent))
  expect(cut).toEqual([])
  await choice.selectOption('Blank (no change)')
  for (const size of screens) {
    await app.setViewportSize(size)
    // A list that may be as wide as it likes takes what its longest choice needs.
    expect(
      await choice.evaluate((select: HTMLElement) => {
        const wide = select.cloneNode(true) as HTMLElement
        wide.style.width = 'max-content'
        select.after(wide)
        const isWhole = select.offsetWidth >= wide.offsetWidth
        wide.remove()
        return isWhole
      }),
    ).toBe(true)
  }
})

test('values are filtered in the column where the keyboard is, and those that differ by a space look different', async ({ app }) => {
  await dropFile(app, 'padded.csv', 'Username,Department,Location\nana.one,Sales,Berlin\nana.two,Sales ,Berlin\nana.three,Sales,Rome\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await at(app, 1, 'department').click()
  await app.getByRole('button', { name: 'Filter by value' }).click()
  const panel = app.getByRole('dialog', { name: 'Filter by value' })
  await expect(panel.getByLabel('Column')).toHaveValue('department')
  await expect(panel.getByRole('listitem')).toHaveText(['Sales2', 'Sales␣1'])
  await panel.getByRole('checkbox', { name: 'Sales␣' }).check()
  await expect(app.getByRole('toolbar', { name: 'Grid tools' })).toContainText('Department: Sales␣')
  await expect(app.getByText('Filtered: 1 of 3 rows')).toBeVisible()
  await expectNoViolations(app)
  await app.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  // The menu of a column opens the values of that column.
  await app.getByRole('columnheader', { name: 'Location' }).hover()
  await app.getByRole('button', { name: 'Location column menu' }).click()
  await app.getByRole('menuitem', { name: 'Filter by value…' }).click()
  await expect(panel.getByLabel('Column')).toHaveValue('location')
  await expect(panel.getByLabel('Column')).toBeFocused()
  await panel.getByRole('checkbox', { name: 'Rome' }).check()
  await expect(app.getByText('Filtered: 0 of 3 rows')).toBeVisible()
})
