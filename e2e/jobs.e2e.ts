/** Submitting and knowing: every user of a job in one state, with JumpCloud's own words. */
import { execFileSync } from 'node:child_process'
import { expect, expectNoViolations, planCount, reviewFile, test, type DirectoryUser, submit } from './fixtures.ts'

const line = (username: string, sentinel = '') => `${username},${username}${sentinel}@acme.example,Test,${username}`
const fileOf = (...lines: string[]) => `Username,Email,First name,Last name\n${lines.join('\n')}\n`

test('a file of 1,000 users becomes 1,000 users in the directory, field by field', async ({ app, org }) => {
  const text = execFileSync('node', ['build/proxy/simulator/make-sample.js', '--rows', '1000'], { encoding: 'utf8' })
  await reviewFile(app, 'thousand.csv', text, 'Create users')
  await expect(planCount(app, 'create')).toHaveText('1,000')
  await submit(app, `Create 1,000 users in ${org.name} (Simulator)`, 1000)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1,000/, { timeout: 45_000 })
  const log = await org.log()
  expect(log.map(({ method, users }) => [method, users.length])).toEqual([
    ['POST', 800],
    ['POST', 200],
  ])

  const users = new Map((await org.users()).map((user) => [user.username, user]))
  const [, ...rows] = text.trim().split(/\r?\n/)
  expect(rows).toHaveLength(1000)
  for (const row of rows) {
    const [
      firstname,
      lastname,
      username = '',
      email,
      employeeIdentifier,
      jobTitle,
      department,
      costCenter,
      location,
      mobile,
      streetAddress,
      locality,
      postalCode,
      country,
    ] = cells(row)
    const user = users.get(username)
    expect(user).toMatchObject({ firstname, lastname, username, email, employeeIdentifier, jobTitle, department, costCenter, location })
    expect(listOf(user, 'phoneNumbers')).toMatchObject([{ type: 'mobile', number: mobile }])
    expect(listOf(user, 'addresses')).toMatchObject([{ type: 'work', streetAddress, locality, postalCode, country }])
  }
})

/** One line of our own file: commas, and quotes where a value has a comma. */
const cells = (row: string): string[] =>
  [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')

const listOf = (user: DirectoryUser | undefined, name: string) => (user?.[name] ?? []) as Record<string, unknown>[]
const withoutIds = (list: Record<string, unknown>[]) => list.map(({ id: _, _id: __, ...rest }) => rest)

test.describe('with 300 users in the directory', () => {
  test.use({ directory: { users: 300 } })

  test('an update of 200 users leaves their phones, addresses and attributes as they are', async ({ app, org }) => {
    const before = (await org.users()).slice(0, 200)
    const text = `username,department,mobile_number\n${before.map(({ username }, index) => `${username},Moved,${index % 2 === 0 ? `+1 555 ${1000 + index}` : ''}`).join('\n')}\n`
    await reviewFile(app, 'moves.csv', text, 'Update users')
    await expect(planCount(app, 'update')).toHaveText('200')
    await submit(app, /^Update 200 users in/, 200)
    await expect(app.locator('[data-state="succeeded"]')).toHaveText(/200/, { timeout: 30_000 })
    const after = new Map((await org.users()).map((user) => [user._id, user]))
    before.forEach((was, index) => {
      const is = after.get(was._id)
      expect(is?.['department']).toBe('Moved')
      expect(withoutIds(listOf(is, 'addresses'))).toEqual(withoutIds(listOf(was, 'addresses')))
      expect(listOf(is, 'attributes')).toEqual(listOf(was, 'attributes'))
      expect(withoutIds(listOf(is, 'phoneNumbers'))).toEqual(
        withoutIds(listOf(was, 'phoneNumbers')).map((phone) =>
          index % 2 === 0 && phone['type'] === 'mobile' ? { ...phone, number: `+1 555 ${1000 + index}` } : phone,
        ),
      )
      const { department: _, phoneNumbers: __, addresses: ___, ...rest } = was
      expect(is).toMatchObject(rest)
    })
  })
})

test('a row that JumpCloud refused shows its own message, escaped, and the others succeed', async ({ app, org }) => {
  await reviewFile(
    app,
    'mixed.csv',
    fileOf(line('good.one'), line('bad.one', '+sim-refused'), line('bad.two', '+sim-markup'), line('noted', '+sim-flagged'), line('odd', '+sim-odd-word')),
    'Create users',
  )
  await submit(app, /^Create 5 users/)
  const table = app.getByRole('table', { name: 'Users of this job' })
  await expect(table.getByText('User could not be saved: a value violates an organization policy')).toBeVisible({ timeout: 20_000 })
  await expect(table.getByText('<img src=x onerror="document.title=1"> is not allowed')).toBeVisible()
  for (const [state, count] of [
    ['succeeded', 1],
    ['failed', 2],
    // A note stays in sight once the user was found in the directory; so does the one with the odd word, found there too.
    ['flagged', 1],
    ['verified', 1],
  ] as const)
    await expect(app.locator(`[data-state="${state}"]`)).toHaveText(new RegExp(`${count}$`))
  await expectNoViolations(app)
  expect((await org.users()).filter(({ username }) => username === 'bad.one')).toEqual([])

  await app.getByRole('button', { name: 'Failed 2' }).click()
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(app).toHaveURL(/show=failed/)
})

test('any JumpCloud job can be opened by its id, with page and size in the address', async ({ app, org }) => {
  await reviewFile(app, 'thirty.csv', fileOf(...Array.from({ length: 30 }, (_, index) => line(`person${index}`))), 'Create users')
  await submit(app, /^Create 30 users/)
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/30/, { timeout: 20_000 })
  const jobId = (await org.log())[0]?.jobId ?? ''
  await app.getByRole('link', { name: 'Jobs', exact: true }).click()
  await app.getByLabel('Open a JumpCloud job').fill('not an id')
  await app.getByRole('button', { name: 'Open job' }).click()
  await expect(app.getByText(/A JumpCloud job id is usually 24 characters/)).toBeVisible()
  await app.getByLabel('Open a JumpCloud job').fill(jobId)
  await app.getByRole('button', { name: 'Open job' }).click()
  const table = app.getByRole('table', { name: `Results of the job ${jobId}` })
  await expect(table.getByRole('row')).toHaveCount(26)
  await app.getByRole('button', { name: 'Next' }).click()
  await expect(table.getByRole('row')).toHaveCount(6)
  await expect(app).toHaveURL(/page=2/)
  await app.getByLabel('Rows per page').selectOption('10')
  await expect(app).toHaveURL(/size=10/)
  await expect(table.getByRole('row')).toHaveCount(11)
  await app.reload()
  await expect(table.getByRole('row')).toHaveCount(11)
  await expectNoViolations(app)
})

test.describe('a job that JumpCloud does not know', () => {
  test.use({ expectedStatuses: [404] })
  test('is said to be unknown there', async ({ app }) => {
    await app.goto('/jobs/0123456789abcdef01234567')
    await expect(app.getByRole('alert')).toContainText('Not found in JumpCloud')
  })
})

test.describe('when the answer is lost', () => {
  test.use({ expectedStatuses: [504] })
  for (const sentinel of ['sim-cut-after', 'sim-503-after', 'sim-html']) {
    test(`(${sentinel}) the users are looked up, found and verified, and are not sent again`, async ({ app, org }) => {
      await reviewFile(app, 'lost.csv', fileOf(line('lost.one', `+${sentinel}`), line('lost.two')), 'Create users')
      await submit(app, /^Create 2 users/)
      await expect(app.getByText('2 unknown in request 1')).toBeVisible()
      await expect(app.getByRole('table', { name: 'Users of this job' }).getByText('Found in the directory, with every value that was sent.')).toHaveCount(2, {
        timeout: 20_000,
      })
      await expect(app.locator('[data-state="verified"]')).toHaveText(/2/)
      expect(await org.log()).toHaveLength(1)
    })
  }
  test('(sim-cut-before) the users stay unknown, also after a reload, and are not sent again', async ({ app, org }) => {
    await reviewFile(app, 'lost.csv', fileOf(line('lost.one', '+sim-cut-before'), line('lost.two')), 'Create users')
    await submit(app, /^Create 2 users/)
    await expect(app.getByText('2 unknown in request 1')).toBeVisible()
    await expect(app.getByRole('table', { name: 'Users of this job' }).getByText('No user in the directory has this username or email address.')).toHaveCount(
      2,
      { timeout: 20_000 },
    )
    await expect(app.getByText('2 of 2 sent · 2 unknown')).toBeVisible()
    await app.reload()
    await expect(app.getByText('2 unknown in request 1')).toBeVisible()
    expect(await org.log()).toEqual([])
  })
})

test.describe('when each request has to wait', () => {
  test.use({ expectedStatuses: [429] })
  test('a job can be paused, gone on with, and compared with the directory at its end', async ({ app, org }) => {
    test.slow()
    // JumpCloud asks each of the three requests to wait, so that there is time to pause.
    const many = Array.from({ length: 1_700 }, (_, index) => line(`p.${index}`, index % 800 === 0 ? '+sim-429' : ''))
    await reviewFile(app, 'many.csv', fileOf(...many), 'Create users')
    await submit(app, /^Create 1,700 users/, 1700)
    await app.getByRole('button', { name: 'Pause' }).click()
    await expect(app.getByText('The job is paused')).toBeVisible()
    const sent = (await org.log()).length
    expect(sent).toBeLessThan(3)
    await app.reload()
    await expect(app.getByText('The job is paused')).toBeVisible()
    await app.getByRole('button', { name: /^Resume 1?,?\d+ users/ }).click()
    await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1,700/, { timeout: 90_000 })
    expect((await org.log()).flatMap(({ users }) => users)).toHaveLength(1_700)
    await app.getByRole('button', { name: 'Verify 1,700 users' }).click()
    await expect(app.getByText('Verifying: 0 of 1,700 users read')).toBeVisible()
    await expect(app.getByText(/^Verifying: (?!0 )[\d,]+ of 1,700 users read/)).toBeVisible({ timeout: 30_000 })
    await expect(app.locator('[data-state="verified"]')).toHaveText(/1,700/, { timeout: 90_000 })
  })
})

test('W13, W15: a second tab goes on when the first is closed, and a lost browser finds its sends in the journal', async ({ app, org, context }) => {
  await reviewFile(app, 'two.csv', fileOf(line('two.one', '+sim-very-slow'), line('two.two')), 'Create users')
  await submit(app, /^Create 2 users/)
  await expect(app.locator('[data-state="pending"]')).toBeVisible()
  const second = await context.newPage()
  await second.goto(app.url())
  await expect(second.getByText('Another tab runs this job')).toBeVisible()
  await app.close()
  await expect(second.locator('[data-state="succeeded"]')).toHaveText(/2/, { timeout: 120_000 })
  expect(await org.log()).toHaveLength(1)
  await second.evaluate(() => {
    indexedDB.deleteDatabase('rollcall')
  })
  await second.goto('/jobs')
  await expect(second.getByText('Sent from this machine, unknown to this browser')).toBeVisible()
  await second.getByRole('table', { name: 'Sends in the journal' }).getByRole('link').click()
  await expect(second.getByRole('table').getByText('two.one', { exact: true })).toBeVisible()
})

test.describe('while another job updates the same users', () => {
  test.use({ directory: { users: 4, rate: 0.4 } })
  test('a job waits, says for which one, and then goes without undoing it', async ({ app, org }) => {
    const users = (await org.users()).slice(0, 2)
    const fileWith = (column: string, value: string) => `username,${column}\n${users.map(({ username }) => `${username},${value}`).join('\n')}\n`
    await reviewFile(app, 'first.csv', fileWith('mobile_number', '+1 555 0100'), 'Update users')
    await submit(app, /^Update 2 users/)
    await expect(app.locator('[data-state="pending"]')).toBeVisible()
    await app.getByRole('link', { name: 'Home', exact: true }).click()
    await reviewFile(app, 'second.csv', fileWith('work_number', '+1 555 0199'), 'Update users')
    await submit(app, /^Update 2 users/)
    await expect(app.getByText('Waiting for job “first.csv”: it is updating the same 2 users.')).toBeVisible()
    await expect(app.locator('[data-state="verified"]')).toHaveText(/2/, { timeout: 40_000 })
    for (const user of (await org.users()).filter(({ _id }) => users.some((each) => each._id === _id)))
      expect(listOf(user, 'phoneNumbers').map(({ number }) => number)).toEqual(expect.arrayContaining(['+1 555 0100', '+1 555 0199']))
  })
})

test.describe('when JumpCloud asks to slow down', () => {
  test.use({ expectedStatuses: [429] })
  test('W9: the batch waits and is then sent once', async ({ app, org }) => {
    await reviewFile(app, 'busy.csv', fileOf(line('busy.one', '+sim-429')), 'Create users')
    await submit(app, /^Create 1 user/)
    await expect(app.getByText(/JumpCloud asked to slow down/)).toBeVisible()
    await expect(app.locator('[data-state="succeeded"]')).toHaveText(/1/, { timeout: 20_000 })
    expect(await org.log()).toHaveLength(1)
  })
})

test('W12: a page that is closed in the middle of a job finds everything again', async ({ app, org }) => {
  await reviewFile(app, 'slow.csv', fileOf(line('slow.one', '+sim-slow'), line('quick.one')), 'Create users')
  await submit(app, /^Create 2 users/)
  await expect(app.locator('[data-state="pending"]')).toBeVisible()
  await app.reload()
  await expect(app.locator('[data-state="succeeded"]')).toHaveText(/2/, { timeout: 30_000 })
  expect(await org.log()).toHaveLength(1)
})

test('a result in an odd form, of a job with an odd id, is shown as it came, and its user is checked in the directory', async ({ app }) => {
  await reviewFile(app, 'odd.csv', fileOf(line('ana', '+sim-odd-job-id'), line('ben', '+sim-object-message')), 'Create users')
  await submit(app, /^Create 2 users/)
  await expect(app.getByText('2 of 2 sent · 2 created')).toBeVisible({ timeout: 30_000 })
  await expect(app.getByRole('cell', { name: 'Succeeded, with a note Created' })).toBeVisible()
  await expect(app.getByText('JumpCloud’s result has an undocumented form: statusMsg {"code":7,"reason":"saved"}').first()).toBeVisible()
  await app.getByRole('radio', { name: /^Requests/ }).click()
  await app.getByRole('link', { name: 'JumpCloud results' }).click()
  await expect(app.getByRole('table', { name: /^Results of the job bulk_/ }).getByRole('row')).toHaveCount(3)
})
