/** Review: who would be created, updated, left alone or blocked, and why. */
import { dropFile, expect, expectNoViolations, planCount, reviewFile, saved, screens, scrollers, submit, test } from './fixtures.ts'

test('the purpose is asked, and every row is in exactly one place', async ({ app, org }) => {
  const [first, second, third] = await org.users()
  const text = `Username,Email,Department\n${first?.username},,Elsewhere\n${second?.username},,${String(second?.['department'])}\nnew.person,new.person@acme.example,Sales\nnew.other,${third?.email},Sales\n`
  await reviewFile(app, 'both.csv', text, 'Create and update')
  for (const [kind, count] of [
    ['create', 1],
    ['update', 1],
    ['unchanged', 1],
    ['blocked', 1],
    ['excluded', 0],
    ['rows', 4],
  ] as const)
    await expect(planCount(app, kind)).toHaveText(String(count))
  await expect(app.getByRole('navigation', { name: 'Rollcall' }).locator('[aria-current="page"]')).toHaveText('Home')
  await expect(app.getByText(`The email “${third?.email}” belongs to ${third?.username} (${third?._id})`).first()).toBeVisible()
  await expect(app.getByRole('button', { name: `Create 1 user and update 1 in ${org.name} (Simulator)` })).toBeVisible()
  await expectNoViolations(app)

  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.getByText(`${first?.username} is already in the directory, and this file only creates users.`).first()).toBeVisible()
  await app.getByRole('button', { name: 'Change options' }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  await expect(app.getByText('No user in the directory matches this row, and this file only updates users.').first()).toBeVisible()
})

test('what the grid has no issue with is no warning in Review: a field of new users only is named as one that is not sent', async ({ app, org }) => {
  const [user] = await org.users()
  await dropFile(app, 'export.csv', `username,activated,jobTitle\n${user?.username},True,Chief Gardener\n`)
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await expect(app.getByRole('complementary', { name: 'Issues' }).getByText('No issues')).toBeVisible()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  const before = app.getByRole('region', { name: 'Before you submit' })
  await expect(before.getByText('Activated is not sent for existing users')).toBeVisible()
  await expect(before.getByText(/rows? with warnings/)).toHaveCount(0)
  await app.getByRole('button', { name: /^Update 1 user/ }).click()
  await expect(app.getByRole('dialog')).toContainText('“activated”: Activated can be set for new users only.')
})

test('an update shows before and after, and a blank changes nothing', async ({ app, org }) => {
  const [user] = await org.users()
  await reviewFile(app, 'one.csv', `Username,Job title,Location\n${user?.username},Chief Gardener,\n`, 'Update users')
  const table = app.getByRole('table', { name: 'Plan, row by row' })
  await expect(table.getByText('Chief Gardener')).toBeVisible()
  await expect(table.locator('del')).toHaveText([String(user?.['jobTitle'])])
})

test('a filter in the address that the plan has no row for hides nothing', async ({ app, org }) => {
  const [user] = await org.users()
  await reviewFile(app, 'one.csv', `Username,Job title\n${user?.username},Chief Gardener\n`, 'Update users')
  await saved(app)
  await app.goto(`${app.url()}?show=clears&field=department`)
  await expect(app.getByRole('table', { name: 'Plan, row by row' }).getByText('Chief Gardener')).toBeVisible()
})

test('a suspension among updates is named as one, from the review to the job', async ({ app, org }) => {
  const [first, leaver] = (await org.users()).filter(
    (each) => each['state'] === 'ACTIVATED' && each['admin'] === undefined && each['externally_managed'] !== true,
  )
  await reviewFile(
    app,
    'moves.csv',
    `Username,Job title,State\n${first?.username},Chief Gardener,\n${leaver?.username},Chief Gardener,SUSPENDED\n`,
    'Update users',
  )
  await expect(planCount(app, 'update')).toHaveText('1')
  await expect(planCount(app, 'suspend')).toHaveText('1')
  await app.getByRole('radio', { name: 'Will be suspended 1' }).click()
  await expect(app.getByRole('table', { name: 'Plan, row by row' }).getByRole('button', { name: leaver?.username ?? '', exact: true })).toBeVisible()
  await submit(app, `Update 1 user and suspend 1 in ${org.name} (Simulator)`, 2)
  await expect(app.getByText(`Update 1 user and suspend 1 in ${org.name} (Simulator)`)).toBeVisible()
})

test('the page scrolls and the plan in it does not: counts and first rows are in view, and the header stays', async ({ app }) => {
  const rows = Array.from({ length: 300 }, (_, at) => `new.${at},new.${at}@acme.example,Sales`)
  // Four causes, of which a low screen shows two at first.
  const blocked = ['no.email,,Sales', ',no.username@acme.example,Sales', 'no.address,no-address,Sales', 'has space,space@acme.example,Sales']
  await reviewFile(app, 'many.csv', `Username,Email,Department\n${[...rows, ...blocked].join('\n')}\n`, 'Create users')
  const table = app.getByRole('table', { name: 'Plan, row by row' })
  const scrollTo = (y: number) => app.locator('main').evaluate((main, top) => main.scrollTo(0, top), y)
  for (const size of screens) {
    await app.setViewportSize(size)
    await scrollTo(0)
    await expect(planCount(app, 'create')).toBeInViewport()
    if (size.width > 390) await expect(table.getByRole('row').nth(2)).toBeInViewport({ ratio: 0.5 })
    expect(await scrollers(app)).toEqual(['MAIN down'])
    await scrollTo(6_000)
    await expect(table.getByRole('button', { name: /^new\.\d+$/ }).nth(4)).toBeInViewport()
    expect(await table.getByRole('row').count()).toBeLessThan(40)
    if (size.width > 390) await expect(table.getByRole('columnheader', { name: 'Changes' })).toBeInViewport({ ratio: 1 })
    // Rows turn out higher as they come into view, and the end moves on.
    await expect(async () => {
      await scrollTo(1_000_000)
      await expect(table.getByText('has space', { exact: true })).toBeInViewport({ timeout: 500 })
    }).toPass()
  }
})

test('a row can be excluded, and then nothing of it is sent', async ({ app, org }) => {
  await reviewFile(app, 'two.csv', 'Username,Email\nfirst.one,first.one@acme.example\nsecond.one,second.one@acme.example\n', 'Create users')
  await app.getByRole('button', { name: 'Exclude', exact: true }).first().click()
  await expect(planCount(app, 'excluded')).toHaveText('1')
  await submit(app, /^Create 1 user/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
  expect((await org.log()).flatMap(({ users }) => users.map(({ username }) => username))).toEqual(['second.one'])
})

test('users whom only dots tell apart are asked about, in the grid and before the submit, and can be sent', async ({ app }) => {
  await dropFile(app, 'dots.csv', 'Username,Email\nana.lee,ana@acme.example\nanalee,a.na@acme.example\nben.ito,ben@acme.example\n')
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  const issues = app.getByRole('complementary', { name: 'Issues' })
  const card = issues.locator('li', { has: app.getByRole('heading', { name: /Username alike but for dots/ }) })
  await card.getByRole('button', { name: /^Rows/ }).click()
  await issues.getByRole('button', { name: /Line 3 This username differs only by dots/ }).click()
  await expect(app.getByRole('gridcell', { name: 'analee' })).toHaveAttribute(
    'aria-description',
    'This username differs only by dots from line 2. Check whether it is the same user.',
  )
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Create users', exact: true }).click()
  await expect(app.getByText('2 rows with warnings')).toBeVisible()
  await expect(app.getByRole('button', { name: /^Create 3 users/ })).toBeEnabled()
})

test('the samples of the simulator open, and do what they say', async ({ app, org }) => {
  await app.getByRole('button', { name: /Open the sample “Changes to users”/ }).click()
  await app.getByRole('button', { name: 'Continue to grid' }).click()
  await app.getByRole('button', { name: 'Review', exact: true }).click()
  await app.getByRole('radio', { name: 'Update users', exact: true }).click()
  await expect(planCount(app, 'rows')).toHaveText('20')
  await expect(planCount(app, 'blocked')).toHaveText('0')
  await expect(planCount(app, 'unchanged')).not.toHaveText('0')
  expect(await org.log()).toEqual([])
})

test.describe('with 20,000 users in the directory', () => {
  test.use({ directory: { users: 20_000 } })
  test('the read of the directory can be cancelled, says so, and is taken up again', async ({ app }) => {
    const rows = Array.from({ length: 8_000 }, (_, at) => `new.${at},new.${at}@acme.example`)
    await dropFile(app, 'new.csv', `Username,Email\n${rows.join('\n')}\n`)
    await app.getByRole('button', { name: 'Continue to grid' }).click()
    await app.getByRole('button', { name: 'Review', exact: true }).click()
    await app.getByRole('radio', { name: 'Create users', exact: true }).click()
    await app.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(app.getByText('The directory was not read')).toBeVisible()
    await expect(planCount(app, 'create')).toHaveCount(0)
    await app.getByRole('button', { name: 'Read now' }).click()
    await expect(planCount(app, 'create')).toHaveText('8,000')
  })
})

test.describe('when JumpCloud does not answer for a while', () => {
  test.use({ expectedStatuses: [503] })

  test('a directory that cannot be read says so, submits nothing, and is read again on one click', async ({ app, org }) => {
    const [user] = await org.users()
    await org.settings({ failingSearches: 1_000 })
    await dropFile(app, 'one.csv', `Username,Job title\n${user?.username},Chief Gardener\n`)
    await app.getByRole('button', { name: 'Continue to grid' }).click()
    await app.getByRole('button', { name: 'Review', exact: true }).click()
    await app.getByRole('radio', { name: 'Update users', exact: true }).click()
    const failure = app.getByRole('alert')
    await expect(failure).toContainText('The draft is unchanged.', { timeout: 90_000 })
    await expectNoViolations(app)
    await expect(app.getByRole('button', { name: /^Update \d+ user/ })).toHaveCount(0)
    await org.settings({ failingSearches: 0 })
    await failure.getByRole('button', { name: 'Try again' }).click()
    await expect(app.getByText(/Compared with the directory as of/)).toBeVisible()
    await expect(app.getByRole('button', { name: /^Update 1 user/ })).toBeVisible()
  })
})

test('what a list holds and no field takes is named again before its row is sent without it', async ({ app }) => {
  const phones = (type: string) => `"[{""type"":""${type}"",""number"":""+49 30 5550101""}]"`
  await reviewFile(
    app,
    'lists.csv',
    `Username,Email,phoneNumbers\nana.list,ana.list@acme.example,${phones('cell')}\nben.list,ben.list@acme.example,${phones('work')}\n`,
    'Create users',
  )
  await expect(app.getByText('1 list or attribute value not sent')).toBeVisible()
  await expect(app.getByText('Line 2: A phone of the type “cell” has no field here. It is not sent.')).toBeVisible()
  await app.getByRole('row').filter({ hasText: 'ana.list' }).getByRole('button', { name: 'Exclude' }).click()
  await expect(planCount(app, 'excluded')).toHaveText('1')
  await expect(app.getByText('1 list or attribute value not sent')).toBeHidden()
})
