/** Connections that cannot work are named as such, before any work is lost. */
import { dropFile, expect, expectNoViolations, simulatorUrl, test, submit } from './fixtures.ts'
import { linkIn, startRollcall, stopRollcalls } from './start-rollcall.ts'

const key = 'sim_key_of_the_browser_tests'
test.afterEach(stopRollcalls)

test.describe('refused by JumpCloud', () => {
  test.use({ expectedStatuses: [401, 403] })

  test('a wrong key is named, with JumpCloud’s words and what to do', async ({ page }) => {
    await page.goto(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: 'wrong-key-0000', JUMPCLOUD_API_URL: simulatorUrl })))
    await expect(page.getByRole('alert')).toContainText('JumpCloud refused the API key')
    await expect(page.getByRole('alert')).toContainText('api key user not found')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('The connection fails at: API key')).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: 'API key Failed' })).toContainText('or belongs to another region')
    await expect(page.getByRole('listitem').filter({ hasText: 'Port Passed' })).toBeVisible()
    await expectNoViolations(page)
  })

  test('a key that may not list organizations asks for one, and works in the one that is set', async ({ page, org }) => {
    const own = { JUMPCLOUD_API_KEY: `${key}_nolist`, JUMPCLOUD_API_URL: simulatorUrl }
    await page.goto(linkIn(await startRollcall(own)))
    await expect(page.getByRole('alert')).toContainText('This API key may not list organizations')
    await expect(page.getByRole('alert')).toContainText('Set JUMPCLOUD_ORG_ID')
    await page.goto(linkIn(await startRollcall({ ...own, JUMPCLOUD_ORG_ID: org.id })))
    await expect(page.getByText(`Organization ${org.id}`)).toBeVisible()
    await page.getByRole('link', { name: 'Edit users' }).click()
    await expect(page.getByText(/50 users in/)).toBeVisible()
  })

  test('a read-only key can look, and its refusal of a job is shown on every user', async ({ page, org }) => {
    await page.goto(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: `${key}_readonly`, JUMPCLOUD_API_URL: simulatorUrl, JUMPCLOUD_ORG_ID: org.id })))
    await dropFile(page, 'one.csv', 'Username,Email\nread.only,read.only@acme.example\n')
    await page.getByRole('button', { name: 'Continue to grid' }).click()
    await page.getByRole('button', { name: 'Review', exact: true }).click()
    await page.getByRole('radio', { name: 'Create users', exact: true }).click()
    await submit(page, /^Create 1 user/)
    await expect(page.getByRole('table', { name: 'Users of this job' }).getByText('Forbidden: this API key is read-only')).toBeVisible()
    expect(await org.log()).toEqual([])
  })
})

test('an organization that the key does not open is named, and no other is taken instead', async ({ page }) => {
  const id = 'ab'.repeat(12)
  await page.goto(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: key, JUMPCLOUD_API_URL: simulatorUrl, JUMPCLOUD_ORG_ID: id })))
  await expect(page.getByText(`JUMPCLOUD_ORG_ID is ${id}, which this API key cannot access.`)).toBeVisible()
})

test('a key that opens several organizations asks which', async ({ page, org }) => {
  await page.goto(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: key, JUMPCLOUD_API_URL: simulatorUrl })))
  await expect(page.getByRole('heading', { name: 'Choose an organization' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Organization' }).fill(org.name)
  await page.getByRole('option', { name: new RegExp(org.id) }).click()
  await page.getByRole('button', { name: 'Use this organization' }).click()
  await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('The connection works')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Read users Passed' })).toContainText('50 in the directory')
  await expectNoViolations(page)
})

test.describe('without JumpCloud', () => {
  test.use({ expectedStatuses: [502] })
  test('an upstream that is not there is named', async ({ page }) => {
    await page.goto(linkIn(await startRollcall({ JUMPCLOUD_API_KEY: 'some-key-0000', JUMPCLOUD_API_URL: 'http://127.0.0.1:9' })))
    await expect(page.getByRole('alert')).toContainText('JumpCloud cannot be reached', { timeout: 15_000 })
  })
})

test('a wrong setting stops the start with one sentence', async () => {
  expect((await startRollcall({ JUMPCLOUD_API_KEY: key, JUMPCLOUD_REGION: 'mars' })).trim()).toBe('JUMPCLOUD_REGION is “mars”. Set it to us, eu or in.')
})
