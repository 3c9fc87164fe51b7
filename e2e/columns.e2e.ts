/** Columns: what is guessed can be changed and kept, blanks clear where that is chosen, and rows that say delete are nobody to create. */
import { dropFile, expect, expectNoViolations, saved, test } from './fixtures.ts'

test('blanks of a column clear, counted before, in Review, and after a reload', async ({ app, org }) => {
  const [first, second] = await org.users()
  await org.edit(first?._id ?? '', { department: 'Sales', jobTitle: 'Buyer' })
  await org.edit(second?._id ?? '', { department: 'People', jobTitle: 'Lead' })
  await dropFile(app, 'clear.csv', `Username,Department,Job title\n${first?.username},,\n${second?.username},Finance,n/a\n`)
  await app.getByRole('button', { name: 'Blank cells in Department: Leave unchanged' }).click()
  await app.getByRole('radio', { name: 'Clear the value' }).check()
  await app.getByRole('button', { name: 'Clear 1 value' }).click()
  await expect(app.getByRole('button', { name: 'Blank cells in Department: Clear the value' })).toBeVisible()
  await expectNoViolations(app)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await saved(app)
  await app.reload()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  await expect(app.getByText('Blank cells clear values in 1 column')).toBeVisible()
  await expect(app.getByText('“Department”: 1 blank cell clear Department of updated users.')).toBeVisible()
})

test('rows that say delete are excluded with the reason, and can be split off to be suspended', async ({ app, org }) => {
  const [first, second] = await org.users()
  await dropFile(app, 'changes.csv', `operation,username,department\nupdate,${first?.username},Sales\nDELETE,${second?.username},Sales\n`)
  await expect(app.getByText('“operation”: 1 user leaves')).toBeVisible()
  await expect(app.getByText('1 of 2 rows included')).toBeVisible()
  await app.getByRole('button', { name: 'Suspend in a new draft' }).click()
  await expect(app.getByRole('gridcell', { name: second?.username ?? '', exact: true })).toBeVisible()
  await expect(app.getByRole('gridcell', { name: first?.username ?? '', exact: true })).toHaveCount(0)
})

test('a recipe is saved by a name, and applied to a file with other columns', async ({ app }) => {
  await dropFile(app, 'one.csv', 'Username,Colour\nana,red\n')
  const field = app.getByRole('combobox', { name: 'Field for the column Colour' })
  await field.fill('Department')
  await app.getByRole('option', { name: /^Department/ }).click()
  await app.getByRole('button', { name: 'Recipes' }).click()
  await app.getByLabel('Save this mapping as').fill('HR')
  await app.getByRole('button', { name: 'Save recipe' }).click()
  await expect(app.getByText('HR · 2 columns')).toBeVisible()
  await app.getByRole('button', { name: 'Close' }).last().click()
  await app.getByRole('link', { name: 'Home', exact: true }).click()
  await dropFile(app, 'two.csv', 'New,colour,Username\n1,red,ana\n')
  await app.getByRole('button', { name: 'Recipes' }).click()
  await app.getByRole('button', { name: 'Apply' }).click()
  await expect(app.getByRole('combobox', { name: 'Field for the column colour' })).toHaveValue('Department')
})

test('a full name of a manager is asked once, and who is chosen stands in the cells', async ({ app, org }) => {
  const [first, second, third] = await org.users()
  await org.edit(third?._id ?? '', { firstname: 'Zora', lastname: 'van Unique', manager: null })
  await dropFile(app, 'managers.csv', `Username,Mgr\n${first?.username},"van Unique, Zora"\n${second?.username},"van Unique, Zora"\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  await expect(app.getByText('Managers by name: 1 name to confirm')).toBeVisible()
  await app.getByRole('button', { name: 'Use 1 manager' }).click()
  await expect(app.getByText('Managers by name')).toHaveCount(0)
  await expect(app.locator('[data-count="update"]')).toContainText('2')
})

test('rows with an unknown manager are sent without one in one step, and the values wait in Review', async ({ app, org }) => {
  const [first, second] = await org.users()
  await dropFile(app, 'unknown.csv', `Username,Job title,Mgr\n${first?.username},Baker,gone.long.ago\n${second?.username},Cook,left.last.year\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  await expect(app.locator('[data-count="blocked"]')).toContainText('2')
  await app.getByRole('button', { name: 'Exclude Manager of 2' }).click()
  await expect(app.locator('[data-count="update"]')).toContainText('2')
  await expect(app.getByRole('button', { name: /^Include Manager of / })).toHaveCount(2)
})

test('rows without a username get one where Review lists them', async ({ app }) => {
  await dropFile(app, 'names.csv', 'First name,Last name,Email\nZora,Neu,zora.neu@acme.example\nYves,Frais,yves.frais@acme.example\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.locator('[data-count="blocked"]')).toContainText('2')
  await app.getByRole('button', { name: 'Make usernames' }).click()
  await app.getByRole('button', { name: 'Apply to 2 cells' }).click()
  await expect(app.locator('[data-count="create"]')).toContainText('2')
})

test('departments that were read on an earlier visit give a column away after a reload', async ({ app, org }) => {
  const [first, second] = await org.users()
  await org.edit(first?._id ?? '', { department: 'Night shift' })
  await org.edit(second?._id ?? '', { department: 'Day shift' })
  await app.getByRole('link', { name: 'Users', exact: true }).click()
  const isKept = () =>
    app.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const opening = indexedDB.open('rollcall')
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction('mappings').objectStore('mappings').getAll()
            reading.addEventListener('success', () => {
              opening.result.close()
              resolve(reading.result.some((record: object) => 'directory' in record))
            })
          })
        }),
    )
  await expect.poll(isKept).toBe(true)
  await app.reload()
  await app.getByRole('link', { name: 'Home', exact: true }).click()
  await dropFile(app, 'k.csv', `Username,K\n${first?.username},Day shift\n${second?.username},Night shift\n`)
  await expect(app.getByRole('combobox', { name: 'Field for the column K' })).toHaveValue('Department')
})
