/** Every way in that an administrator has: files of any kind, the clipboard, an empty grid, a template; and reading one another way. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, planCount, saved, test } from './fixtures.ts'

const file = (name: string) => readFileSync(new URL(`./files/${name}`, import.meta.url))
const columns = (page: Page) => expect(page.getByRole('heading', { name: 'Map columns' })).toBeVisible()
const reading = (page: Page) => page.getByRole('region', { name: 'How the file was read' })

/** As the browser does when files are let go of over the window. */
async function dropOnWindow(page: Page, files: readonly { name: string; content: string }[]) {
  await page.evaluate((dropped) => {
    const data = new DataTransfer()
    for (const { name, content } of dropped) data.items.add(new File([content], name))
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))
  }, files)
}

test('a file dropped on any screen becomes a draft, and a second one is named as not read', async ({ app }) => {
  await app.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'Users', exact: true })).toBeVisible()
  await dropOnWindow(app, [
    { name: 'one.csv', content: 'Username,Email\nana,ana@acme.example\n' },
    { name: 'two.csv', content: 'Username\nben\n' },
  ])
  await columns(app)
  await expect(app.getByText('One file is one draft: one.csv is read, two.csv not.')).toBeVisible()
})

test('cells copied in a spreadsheet are pasted with the keys and with the button', async ({ app }) => {
  await app.evaluate(() => navigator.clipboard.writeText('Username\tDescription\nana\t"line one\nline two"\n'))
  await app.getByRole('heading', { name: 'Import users' }).click()
  await app.keyboard.press('Control+V')
  await columns(app)
  await expect(reading(app)).toContainText('1 row × 2 columns')

  await app.getByRole('link', { name: 'Home', exact: true }).click()
  await app.evaluate(() =>
    navigator.clipboard.write([
      new ClipboardItem({
        'text/plain': new Blob(['Username\tNotes\nana\tone\ntwo'], { type: 'text/plain' }),
        'text/html': new Blob(['<table><tr><td>Username</td><td>Notes</td></tr><tr><td>ana</td><td>one<br>two</td></tr></table>'], { type: 'text/html' }),
      }),
    ]),
  )
  await app.getByRole('button', { name: 'Paste from a spreadsheet' }).click()
  await columns(app)
  await expect(reading(app)).toContainText('HTML table')
  await expect(reading(app)).toContainText('1 row × 2 columns')
})

test('a workbook is read with its own sheet, and another sheet can be chosen', async ({ app }) => {
  await dropFile(app, 'people.xlsx', file('workbook.xlsx'))
  await columns(app)
  await expect(reading(app)).toContainText('Excel workbook, sheet “People”')
  await expect(reading(app)).toContainText('1 line above the header skipped')
  await expect(app.getByRole('combobox', { name: 'Field for the column Employee ID' })).toHaveValue('Employee identifier')
  await app.getByRole('button', { name: 'Change import options' }).click()
  await expectNoViolations(app)
  await app.getByLabel('Sheet').selectOption('Left')
  await expect(reading(app)).toContainText('1 row × 2 columns')
})

test('a packed file is read, and everything found about a file can be decided otherwise', async ({ app }) => {
  await dropFile(app, 'people.csv.gz', gzipSync('Export of today\n\nUsername;Ort\nzoe;K\u00F6ln\n'))
  await columns(app)
  await expect(reading(app)).toContainText('UTF-8 · Delimiter: semicolon')
  await expect(reading(app)).toContainText('header on line 3')
  await app.getByRole('button', { name: 'Change import options' }).click()
  await app.getByLabel('Encoding').selectOption({ label: 'Windows-1252 (Western Europe)' })
  await expect(app.getByText('KÃ¶ln', { exact: true }).first()).toBeVisible()
  await app.getByLabel('Encoding').selectOption('found')
  await expect(app.getByText('KÃ¶ln')).toHaveCount(0)
  await app.getByRole('radio', { name: 'No header' }).click()
  await expect(app.getByRole('combobox', { name: 'Field for the column Column 1' })).toBeVisible()
  await app.getByRole('radio', { name: 'The header is on line 3' }).click()
  await expect(app.getByRole('combobox', { name: 'Field for the column Username' })).toHaveValue('Username')
  await app.getByLabel('Delimiter').selectOption({ label: 'Comma' })
  await expect(reading(app)).toContainText('1 column')
})

test('lines that are no users are skipped by name and brought back, and rows out of shape are joined with one click', async ({ app }) => {
  await dropFile(app, 'team.csv', 'Username,Full name,Team\n# Sales,,\nivo,Marek, Ivo,Sales\n#lea,Lea Roux,Sales\nUsername,Full name,Team\nmia,Mia Holt,Ops\n')
  await columns(app)
  await expect(reading(app)).toContainText('3 lines skipped: 1 comment (line 2) · 1 user commented out (line 4) · 1 repeated header (line 5).')
  await expect(reading(app)).toContainText('1 row blocked (line 3)')
  await expectNoViolations(app)
  await reading(app).getByRole('button', { name: 'Join values in “Full name”' }).click()
  await expect(reading(app)).toContainText('1 row had a value without quotes that was split. Joined.')
  await expect(reading(app)).toContainText('2 rows × 3 columns')
  await reading(app).getByRole('button', { name: 'Include line 4' }).click()
  await expect(reading(app)).toContainText('3 rows × 3 columns')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('gridcell', { name: 'Marek, Ivo' })).toBeVisible()
  await expect(app.getByRole('gridcell', { name: '#lea' })).toBeVisible()
})

test('reading again says what would go, and after a reload the file is asked for', async ({ app }) => {
  const text = 'Username,Email\nana,ana@acme.example\n\nben,ben@acme.example\n'
  await dropFile(app, 'people.csv', text)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('gridcell', { name: 'ana', exact: true }).click()
  await app.keyboard.type('anna')
  await app.keyboard.press('Enter')
  await app.getByRole('link', { name: 'Columns' }).click()
  await app.getByRole('button', { name: 'Change import options' }).click()
  await app.getByLabel('Blank rows').selectOption('Kept')
  await app.getByRole('button', { name: 'Keep the rows' }).click()
  await expect(reading(app)).toContainText('2 rows × 2 columns')
  await saved(app)

  await app.reload()
  await app.getByRole('button', { name: 'Change import options' }).click()
  await app.getByLabel('Choose people.csv to change its import options').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await app.getByRole('button', { name: 'Read again' }).click()
  await app.getByLabel('Blank rows').selectOption('Kept')
  await expect(reading(app)).toContainText('3 rows × 2 columns')
})

test('an empty grid has no users yet and says what to do first; its row is no error before anything is typed, and never sent as it is', async ({ app }) => {
  await app.getByRole('button', { name: 'Start with empty grid' }).click()
  await expect(app.getByRole('grid')).toBeVisible()
  await expect(app.getByText('No users yet', { exact: true })).toBeVisible()
  await expect(app.getByText('Type into the first row, or paste rows from a spreadsheet.')).toBeVisible()
  await expect(app.getByText('No errors', { exact: true })).toHaveCount(0)
  await expect(app.getByRole('complementary', { name: 'Issues' })).toContainText('Issues are listed here once there are users.')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.getByText('1 row blocked')).toBeVisible()
  await expect(app.getByText('The row is empty. Exclude it, or fill it in.').first()).toBeVisible()
  await app.goBack()
  await expect(app.getByRole('columnheader', { name: 'Company email' })).toBeVisible()
  await app.getByRole('gridcell').first().click()
  await app.keyboard.type('ana.mueller')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('gridcell', { name: 'ana.mueller' })).toBeVisible()
  await expect(app.getByText('1 user', { exact: true })).toBeVisible()
  await saved(app)
  await app.getByRole('navigation', { name: 'Rollcall', exact: true }).getByRole('link', { name: 'Home', exact: true }).click()
  const draft = app.getByRole('table', { name: 'Drafts' }).getByRole('row', { name: /New users/ })
  await expect(draft).toContainText('Created by hand')
  await expect(draft.getByRole('cell').nth(1)).toHaveText('1')
})

test.describe('templates', () => {
  test.use({ directory: { users: 120 } })

  test('an empty one and one with the users of the directory come back as they went', async ({ app, org }) => {
    const save = async (button: RegExp) => {
      const [download] = await Promise.all([app.waitForEvent('download'), app.getByRole('button', { name: button }).click()])
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
    }
    await app.getByRole('button', { name: 'Download template' }).click()
    await expectNoViolations(app)
    await app.getByRole('checkbox', { name: 'Middle name' }).check()
    const empty = await save(/^Download 11 columns/)
    expect(empty.name).toBe('Rollcall template.csv')
    expect(empty.text).toMatch(/^\uFEFFUsername,Company email,Employee identifier,First name,Middle name,Last name/)

    await app.getByRole('button', { name: 'Download template' }).click()
    await app.getByRole('radio', { name: 'Users in the directory' }).check()
    const full = await save(/^Download users of/)
    expect(full.text.trim().split('\r\n')).toHaveLength(121)
    expect(full.text).toContain((await org.users())[0]?._id)

    await dropFile(app, full.name, full.text)
    await columns(app)
    await expect(reading(app)).toContainText('120 rows × 11 columns')
    await app.getByRole('button', { name: 'Continue to grid' }).click()
    await app.getByRole('button', { name: 'Review', exact: true }).click()
    await app.getByRole('radio', { name: 'Update users', exact: true }).click()
    await expect(planCount(app, 'unchanged')).toHaveText('120')
  })
})

test('a file of 100,000 rows shows how far it is, can be cancelled at once, and is read', async ({ app }) => {
  const row = (n: number) => `user${n},user${n}@acme.example,First${n},Last${n},Department ${n % 40},Title ${n % 100}\n`
  const text = `Username,Email,First name,Last name,Department,Job title\n${Array.from({ length: 100_000 }, (_, n) => row(n)).join('')}`
  const big = { name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  const input = app.getByLabel('Drop a CSV or Excel file here, or choose one')
  await input.setInputFiles(big)
  // Without waiting until the button stands still: by then a quick machine has read the file.
  await app.getByRole('button', { name: 'Cancel' }).dispatchEvent('click')
  await expect(input).toBeVisible()
  await expect(app.getByText('No drafts.')).toBeVisible()

  await input.setInputFiles(big)
  await columns(app)
  await expect(reading(app)).toContainText('100,000 rows × 6 columns')
})
