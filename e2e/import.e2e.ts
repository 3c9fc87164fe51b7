/** From a file to the grid: what is read, mapped, marked and edited. */
import { dropFile, expect, expectNoViolations, planCount, saved, test } from './fixtures.ts'
import { everythingKept } from './kept.ts'

const people = `First name,Last name,Username,Work email,Shoe size,Groups
Ana,Müller,ana.mueller,ana.mueller@acme.example,39,Sales
Ben,Ito,ben ito,ben.ito@acme.example,42,Sales
Cleo,"Dahl, Jr.",cleo.dahl,cleo.dahl(at)acme.example,40,Sales
`

test('columns are mapped by themselves, can be changed, and what is not sent is named', async ({ app }) => {
  await dropFile(app, 'people.csv', people)
  await expect(app.getByRole('heading', { name: 'Map columns' })).toBeVisible()
  await expect(app.getByRole('combobox', { name: 'Field for the column Work email' })).toHaveValue('Company email')
  await expect(app.getByText('“Groups”: Bulk jobs cannot set group memberships.')).toBeVisible()
  await expect(app.getByText('1 column not mapped: “Shoe size”')).toBeVisible()

  const shoe = app.getByRole('combobox', { name: 'Field for the column Shoe size' })
  await shoe.fill('Custom attribute')
  await app.getByRole('option', { name: /Custom attribute “Shoesize”/ }).click()
  await expect(shoe).toHaveValue('Custom attribute “Shoesize”')
  await expectNoViolations(app)

  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('columnheader', { name: 'Shoesize' })).toBeVisible()
  await expect(app.getByRole('gridcell', { name: 'Dahl, Jr.' })).toBeVisible()
})

test('two columns of one field, or no column that names anybody, are put right before the grid', async ({ app }) => {
  await dropFile(app, 'shade.csv', 'Shade,Taste\nred,sweet\n')
  const next = app.getByRole('button', { name: 'Continue to grid' })
  await expect(next).toHaveAttribute('aria-disabled', 'true')
  await expect(app.getByRole('alert')).toContainText('No column identifies users.')
})

test('invalid cells are marked with the reason, and editing them clears the mark', async ({ app }) => {
  await dropFile(app, 'people.csv', people)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const wrong = app.getByRole('gridcell', { name: 'ben ito' })
  await expect(wrong).toHaveAttribute('aria-invalid', 'true')
  await expect(wrong).toHaveAttribute('aria-description', /contains a space/)
  await expect(app.getByText('2 with errors')).toBeVisible()
  await expectNoViolations(app)

  await wrong.click()
  await expect(app.getByRole('grid').locator('xpath=following-sibling::div').last()).toContainText('contains a space')
  await app.keyboard.type('ben.ito', { delay: 0 })
  await app.keyboard.press('Enter')
  await expect(app.getByRole('gridcell', { name: 'ben.ito', exact: true })).not.toHaveAttribute('aria-invalid')
  await expect(app.getByText('1 with errors')).toBeVisible()

  await app.getByRole('complementary', { name: 'Issues' }).getByRole('button', { name: 'Company email', exact: true }).click()
  await app.getByRole('button', { name: /Line 4/ }).click()
  await app.keyboard.press('Enter')
  await app.keyboard.press('Control+A')
  await app.keyboard.type('cleo.dahl@acme.example')
  await app.keyboard.press('Tab')
  await expect(app.getByText('No errors')).toBeVisible()
})

test('what a spreadsheet has damaged is marked in every column as soon as the file is read', async ({ app }) => {
  await dropFile(app, 'damaged.csv', 'Username,Last name,Job title\nana,MÃ¼ller,Engineer\nben,Ito,#N/A\ncleo,Dahl,Lead\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByText('1 with errors')).toBeVisible()
  await expect(app.getByText('1 with warnings')).toBeVisible()
  await expect(app.getByRole('gridcell', { name: 'MÃ¼ller' })).toHaveAttribute('aria-description', /wrong encoding/)
  await expect(app.getByRole('gridcell', { name: '#N/A' })).toHaveAttribute('aria-description', /formula error/)
  await expect(app.getByRole('gridcell', { name: 'Dahl' })).not.toHaveAttribute('aria-description')
})

test('a number that lost its zeros is a warning in its cell, is fixed with the others of its column, and Review repeats it', async ({ app }) => {
  const rows = ['001066', '1067', '001068', '001069', '1070.0', '001071'].map((number, at) => `user.${at},user.${at}@acme.example,${number}`)
  await dropFile(app, 'numbers.csv', `Username,Email,Employee ID\n${rows.join('\n')}\n`)
  // What is not applied among the columns stays marked in the grid.
  const suggested = app.getByRole('region', { name: 'Suggested transforms' })
  await expect(suggested).toContainText('Leading zeros')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const short = app.getByRole('gridcell', { name: '1067', exact: true })
  await expect(short).toHaveAttribute('aria-description', /most have 6 digits/)
  await expect(app.getByRole('gridcell', { name: '001068' })).not.toHaveAttribute('aria-description')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.getByText('2 rows with warnings')).toBeVisible()
  await app.goBack()
  await app.getByRole('button', { name: 'Fix all 2: add leading zeros' }).click()
  await expect(app.getByRole('gridcell', { name: '001067' })).not.toHaveAttribute('aria-description')
  await expect(app.getByRole('gridcell', { name: '001070' })).toBeVisible()
  await expect(app.getByRole('complementary', { name: 'Issues' })).toContainText('No issues')
})

test('a user can be edited in a form, with the rules of the grid, from one user to the next', async ({ app }) => {
  await dropFile(app, 'people.csv', people)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('gridcell', { name: 'ben ito' }).click()
  await app.keyboard.press('F4')
  const form = app.getByRole('dialog', { name: 'Line 3' })
  await expect(form.getByText(/contains a space/)).toBeVisible()
  const username = form.getByLabel('Username')
  await expect(username).toBeFocused()
  await username.fill('b@d')
  await expect(form.getByText(/contains an @/)).toBeVisible()
  await username.fill('ben.ito')
  await form.getByLabel('Find field').fill('job title')
  await form.getByRole('textbox', { name: 'Job title' }).fill('Buyer')
  await form.getByLabel('Find field').fill('')
  await form.getByRole('button', { name: 'Work phone' }).click()
  await app.keyboard.type('+44 20 7946 0000')
  await form.getByLabel('New custom attribute').fill('cost code')
  await form.getByRole('button', { name: 'Add attribute' }).click()
  await expect(form.getByText(/only letters and digits/)).toBeVisible()
  await form.getByLabel('New custom attribute').fill('costCode')
  await form.getByRole('button', { name: 'Add attribute' }).click()
  await app.keyboard.type('X-17')
  await expect(form.getByRole('button', { name: /^Phones/ })).toHaveText('Phones1 filled in')
  await expectNoViolations(app)
  await username.focus()
  await app.keyboard.press('Alt+ArrowUp')
  await expect(app.getByRole('dialog', { name: 'Line 2' }).getByLabel('Username')).toBeFocused()
  await expect(app.getByText('Fields with * are required for new users.')).toBeVisible()
  await app.getByRole('button', { name: 'Next user' }).click()
  await expect(form.getByRole('textbox', { name: 'costCode' })).toHaveValue('X-17')
  await form.getByRole('button', { name: /^Undo costCode/ }).click()
  await expect(form.getByRole('textbox', { name: 'costCode' })).toBeHidden()
  await app.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(app.getByRole('gridcell', { name: 'ben.ito', exact: true })).toBeVisible()
  await app.getByRole('gridcell', { name: 'ben.ito', exact: true }).click()
  await app.keyboard.press('End')
  await expect(app.getByRole('gridcell', { name: '+44 20 7946 0000' })).toBeVisible()
  await expect(app.getByRole('gridcell', { name: 'Buyer' })).toBeVisible()
})

test('a new user who is left without a word is gone, and one with a word stays', async ({ app }) => {
  await dropFile(app, 'two.csv', 'Username,Email\nana,ana@acme.example\nben,ben@acme.example\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Add user' }).click()
  await expect(app.getByRole('dialog', { name: 'New user 1' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog')).toBeHidden()
  await expect(app.getByText('2 users', { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Add user' }).click()
  await app.getByRole('dialog', { name: 'New user 1' }).getByLabel('Username').fill('cleo')
  await app.keyboard.press('Escape')
  await expect(app.getByText('3 users', { exact: true })).toBeVisible()
  await expect(app.getByRole('gridcell', { name: 'cleo', exact: true })).toBeVisible()
})

test('a new user in the form has nothing red before something was typed', async ({ app }) => {
  await app.getByRole('button', { name: 'Start with empty grid' }).click()
  await app.getByRole('button', { name: 'Add user' }).click()
  const form = app.getByRole('dialog', { name: 'New user 1' })
  await expect(form.getByLabel('Username')).toBeFocused()
  await expect(form.locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(form.getByLabel('Last name')).toBeVisible()
  await expect(form).not.toContainText('unchanged')
  await form.getByLabel('Username').fill('two words')
  await expect(form.getByText(/contains a space/)).toBeVisible()
  await form.getByLabel('Find field').fill('password')
  const password = form.getByRole('textbox', { name: 'Password', exact: true })
  await password.fill('S3cret!pass')
  await expect(password).toHaveAttribute('type', 'password')
  await form.getByRole('button', { name: 'Show Password' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await form.getByLabel('Find field').fill('')
  await form.getByLabel('Username').fill('ben.ito')
  await app.keyboard.press('Tab')
  await expect(app.getByRole('dialog', { name: 'New user 1 · ben.ito' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('rowheader', { name: 'new 1' })).toBeVisible()
  await app.getByRole('button', { name: 'Add user' }).click()
  await expect(app.getByRole('dialog', { name: 'New user 2' })).toBeVisible()
})

test.describe('files that cannot be read', () => {
  const cases: readonly (readonly [name: string, content: string | Buffer, sentence: RegExp])[] = [
    ['empty.csv', '', /The file is empty/],
    ['only-header.csv', 'Username,Email\n', /a header and no users/],
    ['people.csv', Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]), /This is a PDF, not a CSV file/],
    ['quote.csv', 'Username,Email\nana,"a@x.example\nben,b@x.example\n', /A quote that opens on line 2 is never closed/],
  ]
  for (const [name, content, sentence] of cases) {
    test(`${name} with ${String(sentence)} is refused in a sentence, and Home stays usable`, async ({ app }) => {
      await dropFile(app, name, content)
      await expect(app.getByRole('alert')).toContainText(sentence)
      await dropFile(app, 'good.csv', people)
      await expect(app.getByRole('heading', { name: 'Map columns' })).toBeVisible()
    })
  }
})

test('a row with more values than the header stands apart, with its reason, until it is put right', async ({ app }) => {
  await dropFile(app, 'long.csv', 'Username,Email\nana,ana@acme.example\nben,ben@acme.example,extra\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const head = (line: number) => app.getByRole('rowheader').getByText(String(line), { exact: true })
  const why = /The line has 3 values, and the header 2 columns/
  await expect(head(3)).toHaveAttribute('title', why)
  await app.getByRole('gridcell', { name: 'ana', exact: true }).click()
  await app.keyboard.press('F4')
  await app.getByRole('checkbox', { name: 'Exclude user' }).check()
  await app.keyboard.press('Escape')
  await expect(head(2)).toHaveAttribute('title', 'Excluded.')

  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  const row = (name: string) => app.getByRole('table', { name: 'Plan, row by row' }).getByRole('row').filter({ hasText: name })
  await expect(row('ben')).toContainText(why)
  await expect(row('ana')).toContainText('Excluded by you.')
  await row('ben').getByRole('button', { name: 'Include' }).click()
  await expect(app.getByRole('status').filter({ hasText: 'One row stays excluded.' })).toContainText(why)
  await expect(planCount(app, 'create')).toHaveText('0')
  await app.goBack()
  await app.getByRole('gridcell', { name: 'ben@acme.example', exact: true }).click()
  await app.keyboard.type('ben.ito@acme.example')
  await app.keyboard.press('Enter')
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await row('ben').getByRole('button', { name: 'Include' }).click()
  await expect(planCount(app, 'create')).toHaveText('1')
})

test('a draft survives a reload, without its passwords, and takes them again from the same file', async ({ app }) => {
  const text = 'Username,Email,Password\nana,ana@acme.example,Correct-Horse-42\n'
  await dropFile(app, 'secrets.csv', text)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('gridcell', { name: '••••••••' })).toBeVisible()
  await saved(app)
  const stored = await everythingKept(app)
  expect(stored).toContain('ana@acme.example')
  expect(stored).not.toContain('Correct-Horse-42')

  await app.reload()
  await expect(app.getByText('Password must be entered again')).toBeVisible()
  await expect(app.getByRole('gridcell', { name: '••••••••' })).toHaveCount(0)
  await app.getByLabel('Choose secrets.csv again').setInputFiles({ name: 'secrets.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(app.getByRole('gridcell', { name: '••••••••' })).toBeVisible()
})
