/** A messy export goes from drop to zero errors by mapping, transforms and repairs, in few actions, and every change can be taken back. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { dropFile, expect, expectNoViolations, planCount, saved, scrollers, test } from './fixtures.ts'

/** Counts what an administrator does: a click, a choice, a value typed. */
function actionsOn(app: Page) {
  let count = 0
  return {
    get count() {
      return count
    },
    async click(what: Locator) {
      count += 1
      await what.click()
    },
    async choose(what: Locator, value: string) {
      count += 1
      await what.selectOption({ label: value })
    },
    async type(cell: Locator, text: string) {
      count += 1
      await cell.click()
      await app.keyboard.type(text, { delay: 0 })
      await app.keyboard.press('Enter')
    },
  }
}

const first = ['Jörg', 'Anja', 'Björn', 'Käthe', 'Lukas', 'Mia', 'Søren', 'Ute', 'Zoë', 'François', 'Łucja', 'Ida']
const last = ['Weißmann', 'Vogel', 'van Dyk', 'Graf', 'Schäfer']
const starts = ['01.03.2019', '2/27/2019', '2019-04-25', '4/5/2020']

/** Sixty users as a personnel office exports them: names in one column, no usernames, states in words, spaces, and two broken addresses. */
function personnelExport(): string {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const [given, family] = [first[at % 12] ?? '', last[Math.floor(at / 12)] ?? '']
    const name = at % 3 === 1 ? `"${family}, ${given}"` : `${given} ${family}`
    const ascii = `user${at}.${at * 7}`
    const email = at === 7 ? 'user7.49@acme' : at === 23 ? 'user23.161 acme.example' : at % 9 === 4 ? `<${ascii}@acme.example>` : `${ascii}@acme.example`
    const state = at % 11 === 5 ? 'Terminated' : 'Active'
    const team = ['Engineering', 'Sales', 'Finance ', 'N/A'][at % 4]
    return `${name};${email};${starts[at % 4]};${team};0171 23456${String(at).padStart(2, '0')};${state};${1000 + at}.0`
  })
  return ['Full Name;Work email;Start date;Dept.;Mobile Phone;State;Employee #', ...rows, ''].join('\n')
}

test('an export of sixty users has no errors after fifteen actions at most, and every change is listed and can be taken back', async ({ app }) => {
  await dropFile(app, 'personnel.csv', personnelExport())
  const actions = actionsOn(app)
  const dialog = app.getByRole('dialog')
  await actions.click(app.getByRole('button', { name: 'Split full name', exact: true }))
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('120 cells would change')
  await actions.click(dialog.getByRole('button', { name: 'Apply to 120 cells' }))
  await actions.click(app.getByRole('button', { name: 'Make usernames', exact: true }))
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('joerg.weissmann')
  await actions.click(dialog.getByRole('button', { name: 'Apply to 60 cells' }))
  await expect(app.getByRole('region', { name: 'Changes by column' })).toContainText('Make usernames')
  await expectNoViolations(app)
  await actions.click(app.getByRole('button', { name: 'Continue to grid' }))
  const issues = app.getByRole('complementary', { name: 'Issues' })
  const cause = (title: string) => issues.getByRole('listitem').filter({ has: app.getByRole('heading', { name: title }) })
  await expect(cause('Words not understood')).toContainText('Terminated')
  await actions.click(cause('Words not understood').getByRole('button', { name: /^Fix all 60/ }))
  await actions.click(cause('Text around email addresses').getByRole('button', { name: /^Fix all 7/ }))
  await actions.click(cause('Spaces around values').getByRole('button', { name: /^Fix all 15/ }))
  await actions.click(cause('Words for no value').getByRole('button', { name: /^Fix all 15/ }))
  await actions.click(cause('Whole numbers with decimals').getByRole('button', { name: /^Fix all 60/ }))
  await expectNoViolations(app)
  await actions.type(app.getByRole('gridcell', { name: 'user7.49@acme', exact: true }), 'user7.49@acme.example')
  await actions.click(issues.getByRole('button', { name: 'Company email' }))
  await actions.click(issues.getByRole('button', { name: /Line 25/ }))
  await app.keyboard.type('user23.161@acme.example', { delay: 0 })
  await app.keyboard.press('Enter')
  await expect(app.getByText('No errors', { exact: true })).toBeVisible()
  expect(actions.count).toBeLessThanOrEqual(15)

  await saved(app)
  await app.reload()
  await expect(app.getByText('No errors', { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(planCount(app, 'create')).toHaveText('60')
  const changes = app.getByRole('region', { name: 'Changes by column' })
  await changes.getByText(/^\d+ transforms and repairs in \d+ columns$/).click()
  await expect(changes.getByRole('listitem').filter({ has: app.getByRole('heading', { name: 'Employee identifier' }) })).toContainText('1000.0')
  await changes
    .getByRole('listitem')
    .filter({ hasText: /^Blank the cells/ })
    .getByRole('button', { name: 'Take back' })
    .click()
  await expect(changes.getByText('Blank the cells')).toHaveCount(0)
  await app.getByRole('button', { name: /^Undo taking back: Blank the cells/ }).click()
  await expect(changes.getByText('Blank the cells')).toBeVisible()
})

test('the messy sample has no errors after fifteen actions at most', async ({ app }) => {
  await app.getByRole('button', { name: /Open the sample “Messy export”/ }).click()
  const actions = actionsOn(app)
  const suggested = app.getByRole('region', { name: 'Suggested transforms' })
  await expect(suggested.getByRole('checkbox', { name: 'Make usernames' })).toBeChecked()
  await actions.click(suggested.getByRole('button', { name: /^Apply \d+ transforms/ }))
  await expect(suggested).toHaveCount(0)
  await actions.click(app.getByRole('button', { name: 'Continue to grid' }))
  const issues = app.getByRole('complementary', { name: 'Issues' })
  const cause = (title: string) => issues.getByRole('listitem').filter({ has: app.getByRole('heading', { name: title }) })
  // Each repair says what it is about: two causes may have one repair.
  const all = issues.getByRole('region', { name: 'Repairs that need no choice' })
  await all.getByRole('button', { name: /^Show all \d+ repairs/ }).click()
  await expect(all.getByRole('listitem').filter({ hasText: /^Spaces around values \d+Remove spaces in .*Department/ })).toHaveCount(1)
  // However many issues there are, they scroll in their panel and do not lengthen the page.
  await expect(issues.getByText('Words not understood')).toBeVisible()
  expect(await scrollers(app)).not.toContain('MAIN down')
  const words = cause('Words not understood').getByRole('listitem')
  const states = words.filter({ has: app.getByRole('button', { name: /^State/ }) })
  // The words of states were proposed in Columns. One that nobody can guess is left to be chosen.
  await expect(states.getByRole('button', { name: 'Fix 0 of 1 in State' })).toHaveAccessibleDescription('Choose what the words mean first.')
  await actions.choose(states.getByLabel('“On leave” becomes'), 'SUSPENDED')
  await actions.click(states.getByRole('button', { name: /^Fix all 1 in State/ }))
  await expect(states).toHaveCount(0)
  await actions.click(cause('Words not understood').getByRole('button', { name: /^Fix all/ }))
  await expect(cause('Words not understood')).toHaveCount(0)
  await actions.click(cause('Dates with two meanings').getByRole('button', { name: /^Month first/ }))
  await expect(cause('Dates with two meanings')).toHaveCount(0)
  await actions.click(issues.getByRole('button', { name: /^Apply all \d+ repairs/ }))
  await expect(app.getByText('No errors', { exact: true })).toBeVisible()
  expect(actions.count).toBeLessThanOrEqual(15)

  await app.getByRole('button', { name: /^Undo Repair all causes/ }).click()
  await expect(cause('Spaces around values')).toBeVisible()
  await app.getByRole('button', { name: /^Redo Repair all causes/ }).click()
  await expect(app.getByText('No errors', { exact: true })).toBeVisible()
})

/** From drop to no errors: what is proposed, what has to be decided first, and every repair; answers how many actions it took. */
async function importExport(app: Page, file: string, decided: readonly string[], rows: number) {
  await dropFile(app, `${file}.csv`, readFileSync(new URL(`files/exports/${file}.csv`, import.meta.url), 'utf8'))
  const actions = actionsOn(app)
  const suggested = app.getByRole('region', { name: 'Suggested transforms' })
  for (const name of decided) await actions.click(suggested.getByRole('checkbox', { name }))
  await actions.click(suggested.getByRole('button', { name: /^Apply \d+ transforms?/ }))
  await expect(suggested).toHaveCount(0)
  await actions.click(app.getByRole('button', { name: 'Continue to grid' }))
  const issues = app.getByRole('complementary', { name: 'Issues' })
  const everything = issues.getByRole('button', { name: /^Apply all \d+ repairs/ })
  await expect(issues).toHaveAttribute('aria-busy', 'false')
  if (await everything.isVisible()) await actions.click(everything)
  await actions.click(app.getByRole('button', { name: 'Review', exact: true }))
  await actions.click(app.getByRole('radio', { name: 'Create users', exact: true }))
  await expect(app.getByText(/^Compared with/)).toBeVisible()
  // Managers by name are confirmed once, and those who have left are excluded.
  await expect(async () => {
    for (const way of [/^Use \d+ managers?$/, /^Exclude Manager in \d+ rows?$/]) {
      const button = app.getByRole('button', { name: way })
      if (await button.isVisible()) await actions.click(button)
    }
    await expect(planCount(app, 'create')).toHaveText(String(rows), { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(planCount(app, 'blocked')).toHaveText('0')
  expect(actions.count).toBeLessThanOrEqual(15)
}

/** What has to be decided first, and the users of 26 who have not left; BambooHR’s export is the next test’s. */
const products: readonly (readonly [file: string, decided: readonly string[], users: number])[] = [
  ['google-workspace', [], 24],
  ['okta', [], 24],
  ['entra', [], 24],
  ['microsoft-365', [], 24],
  ['workday', [], 25],
  ['personio', [], 23],
  ['hibob', [], 23],
  ['adp', ['International numbers in Mobile phone'], 23],
  ['rippling', ['Combine into Company email'], 22],
  ['gusto', ['International numbers in Work phone'], 25],
]

for (const [file, decided, users] of products)
  test(`the export of ${file} has no errors after fifteen actions at most, leavers aside`, async ({ app }) => {
    await importExport(app, file, decided, users)
  })

test('what was done to an export is proposed for the next one with its headers, listed in its recipe, and taken back', async ({ app }) => {
  await importExport(app, 'bamboohr', [], 24)
  await app.getByRole('link', { name: 'Home', exact: true }).click()
  // A month later: a column has been added, and the rows are others.
  const next =
    'Added,Employee #,"Last name, First name",Mobile Phone Number,Country,Work Email,Job Title,Department,Location,Reporting to,Home Email,Work Phone Number,Address Line 1,City,State,Zip Code\n'
  await dropFile(app, 'next.csv', `${next}1,77,"Ito, Ben",0151 2345699,Germany,ben.ito@acme.example,Buyer,Sales,Berlin,,,,,,,\n`)
  const suggested = app.getByRole('region', { name: 'Suggested transforms' })
  await expect(suggested.getByText('Applied to the last file with these headers.').first()).toBeVisible()
  await expect(suggested).toContainText('+491512345699')
  await expectNoViolations(app)
  await suggested.getByRole('button', { name: /^Apply \d+ transforms/ }).click()
  const changes = app.getByRole('region', { name: 'Changes by column' })
  await expect(changes).toContainText('Split full names')
  // However wide the buttons behind them, lines above each other begin at the same place.
  const lefts = await changes.getByRole('button', { name: /^Take back/ }).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left))
  expect(new Set(lefts).size).toBe(1)
  await app.getByRole('button', { name: 'Recipes' }).click()
  await expect(app.getByText(/^Remembered columns · \d+ columns · \d+ transforms and repairs/)).toBeVisible()
  await app.getByRole('button', { name: 'Close' }).last().click()
  await changes
    .getByRole('button', { name: /^Take back/ })
    .first()
    .click()
  await expect(changes.getByText('Split full names')).toHaveCount(0)
})

test('before columns are kept, a recipe speaks of its transforms only', async ({ app }) => {
  await app.getByRole('button', { name: /Open the sample “Messy export”/ }).click()
  await app.getByRole('button', { name: /^Apply \d+ transforms/ }).click()
  await expect(app.getByRole('region', { name: 'Changes by column' })).toBeVisible()
  await app.getByRole('button', { name: 'Recipes' }).click()
  await expect(app.getByText(/^Remembered columns · \d+ transforms and repairs$/)).toBeVisible()
})
