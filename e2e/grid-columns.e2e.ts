/** Every row has the cells of the columns in sight, below their headers, however the columns came there. */
import type { Page } from '@playwright/test'
import { at } from './fifty-users.ts'
import { dropFile, expect, test } from './fixtures.ts'

const header =
  'Username,Email,First name,Last name,Display name,Department,Cost center,Location,Job title,Company,Employee ID,Employee type,Description,work_city,work_country,home_city,home_country'
const users = Array.from(
  { length: 40 },
  (_, row) =>
    `user.${row},user.${row}@acme.example,First${row},Last${row},Display ${row},Dept,CC-1,Berlin,Engineer,Acme,E${row + 100},Full time,Text ${row},Berlin,DE,Potsdam,DE`,
)

/** Columns in sight that a row has no cell for, or whose cell stands elsewhere than its header; each once. */
const misplaced = (page: Page) =>
  page.getByRole('grid').evaluate((grid) => {
    const box = grid.getBoundingClientRect()
    const columns = [...grid.querySelectorAll('[role="columnheader"]')]
      .map((element) => ({ column: element.getAttribute('aria-colindex'), text: element.textContent, rect: element.getBoundingClientRect() }))
      .filter(({ column, rect }) => column !== '1' && rect.right > box.left && rect.left < box.right)
    const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) => row.querySelector('[role="gridcell"]') !== null)
    const wrong = columns.filter(({ column, rect }) =>
      rows.some((row) => {
        const cell = row.querySelector(`[role="gridcell"][aria-colindex="${column}"]`)?.getBoundingClientRect()
        return cell === undefined || Math.abs(cell.left - rect.left) > 1 || Math.abs(cell.width - rect.width) > 1
      }),
    )
    return columns.length === 0 ? ['no columns'] : wrong.map(({ text }) => text)
  })

test.beforeEach(async ({ app }) => {
  await dropFile(app, 'wide.csv', `${header}\n${users.join('\n')}\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(at(app, 0, 'username')).toHaveText('user.0')
})

test('the keyboard, the wheel and windows of any width bring columns in sight whole', async ({ app }) => {
  test.slow()
  for (const width of [1_440, 1_280, 1_160, 1_024, 900, 760]) {
    // oxfmt-ignore
    await app.setViewportSize({ width, height: 800 })
    await at(app, 2, 'username').click()
    for (const key of ['End', 'Home', 'Control+End', 'Control+Home', ...Array.from({ length: 17 }, () => 'ArrowRight'), 'Home']) {
      await app.keyboard.press(key)
      await expect.poll(() => misplaced(app), { message: `${key} at ${width}` }).toEqual([])
    }
    await at(app, 3, 'username').hover()
    for (const across of [300, 500, 900, -700, -2_000]) {
      await app.mouse.wheel(across, 0)
      await expect.poll(() => misplaced(app), { message: `wheel ${across} at ${width}` }).toEqual([])
    }
  }
})

test('a column that is moved takes its cells along', async ({ app }) => {
  for (const name of ['Company email', 'First name', 'Display name', 'Display name']) {
    await app.getByRole('columnheader', { name }).click({ button: 'right' })
    await app.getByRole('menuitem', { name: 'Move right' }).click()
    await expect.poll(() => misplaced(app), { message: name }).toEqual([])
  }
  await app.getByRole('columnheader', { name: 'Company email' }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Move left' }).click()
  await expect.poll(() => misplaced(app)).toEqual([])
})
