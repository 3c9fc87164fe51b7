/** Typing, filling and pasting in the grid as in a spreadsheet. */
import { active, at, openGrid } from './fifty-users.ts'
import { expect, test } from './fixtures.ts'

test('what is typed over a range goes into the cell where it began, and Shift with an arrow moves its other end', async ({ app }) => {
  await openGrid(app)
  await at(app, 1, 'firstname').hover()
  await app.mouse.down()
  await at(app, 3, 'lastname').hover()
  await app.mouse.up()
  expect(await active(app)).toBe('1 firstname')
  await app.keyboard.press('Shift+ArrowDown')
  await expect(app.locator('[role="gridcell"][aria-selected="true"]')).toHaveCount(8)
  await app.keyboard.press('Shift+ArrowUp')
  await app.keyboard.press('Shift+ArrowUp')
  await expect(app.locator('[role="gridcell"][aria-selected="true"]')).toHaveCount(4)
  await app.keyboard.type('Zoe')
  await app.keyboard.press('Enter')
  await expect(at(app, 1, 'firstname')).toHaveText('Zoe')
  await expect(at(app, 3, 'lastname')).toHaveText('Last3')
})

test('rows are typed cell by cell with Tab, and Enter begins the next one where this one began', async ({ app }) => {
  await openGrid(app)
  await at(app, 5, 'firstname').click()
  for (const [text, key] of [
    ['Ana', 'Tab'],
    ['Ito', 'Tab'],
    ['Sales', 'Enter'],
    ['Ben', 'Tab'],
    ['Roy', 'Enter'],
  ] as const) {
    // oxfmt-ignore
    await app.keyboard.type(text)
    await app.keyboard.press(key)
  }
  await expect(at(app, 5, 'department')).toHaveText('Sales')
  await expect(at(app, 6, 'firstname')).toHaveText('Ben')
  await expect(at(app, 6, 'lastname')).toHaveText('Roy')
  expect(await active(app)).toBe('7 firstname')
})

test('the handle goes on with numbers in even steps, and columns that are selected together are hidden together', async ({ app }) => {
  await openGrid(app)
  await at(app, 0, 'username').click()
  await app.keyboard.press('End')
  await app.keyboard.type('CC-100')
  await app.keyboard.press('Enter')
  await app.keyboard.type('CC-110')
  await app.keyboard.press('Enter')
  await at(app, 0, 'costCenter').click()
  await app.keyboard.press('Shift+ArrowDown')
  await app.locator('[data-handle]').dblclick()
  await expect(app.getByRole('button', { name: 'Undo fill of 48 cells' })).toBeVisible()
  await expect(at(app, 3, 'costCenter')).toHaveText('CC-130')
  await app.keyboard.press('Control+Home')
  await app.getByRole('columnheader', { name: 'First name' }).click()
  await app.getByRole('columnheader', { name: 'Last name' }).click({ modifiers: ['Shift'] })
  await app.getByRole('columnheader', { name: 'Last name' }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Hide 2 columns' }).click()
  await expect(app.getByRole('button', { name: 'Columns (2 hidden)' })).toBeVisible()
})

test('an empty grid is typed and pasted into at once, row by row, and leaves no empty row behind', async ({ app }) => {
  await app.getByRole('button', { name: 'Start with empty grid' }).click()
  await expect(app.getByRole('grid')).toBeFocused()
  for (const [text, key] of [
    ['ana', 'Tab'],
    ['ana@acme.example', 'Enter'],
    ['ben', 'Tab'],
    ['ben@acme.example', 'Enter'],
  ] as const) {
    // oxfmt-ignore
    await app.keyboard.type(text)
    await app.keyboard.press(key)
  }
  await expect(at(app, 1, 'email')).toHaveText('ben@acme.example')
  await expect(app.getByText('1 empty row')).toBeVisible()
  expect(await active(app)).toBe('2 username')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.getByRole('button', { name: /^Create 2 users/ })).toBeVisible()
  await expect(app.getByText('1 row blocked')).toHaveCount(0)
  await app.goBack()
  // A block that adds rows is what is selected then.
  await app.evaluate(() => navigator.clipboard.writeText('cleo\tcleo@acme.example\ndora\tdora@acme.example'))
  await at(app, 1, 'username').click()
  await app.keyboard.press('Control+v')
  await expect(at(app, 2, 'username')).toHaveText('dora')
  await expect(app.locator('[role="gridcell"][aria-selected="true"]')).toHaveCount(4)
})
