/** What every browser test has: an organization of its own, an app that is let in, and a page that may not complain. */
import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { bannedOnScreens } from './voice.ts'

/** The simulator stands on the port after the app's. */
export const simulatorUrl = `http://127.0.0.1:${Number(process.env['ROLLCALL_TEST_PORT'] ?? 4920) + 1}`
const headers = { 'x-api-key': 'sim_key_of_the_browser_tests', 'content-type': 'application/json' }

export type DirectoryUser = Readonly<Record<string, unknown>> & { readonly _id: string; readonly username: string; readonly email: string }

interface LogEntry {
  readonly method: string
  readonly jobId: string
  readonly users: readonly { readonly username?: string; readonly email?: string; readonly id?: string }[]
}

/** The simulated organization of one test, seen from behind: the truth that the app is compared with. */
export interface Org {
  readonly id: string
  readonly name: string
  users(): Promise<DirectoryUser[]>
  /** Every send that the simulator accepted. */
  log(): Promise<LogEntry[]>
  /** Somebody changes a user in JumpCloud's own console. */
  edit(userId: string, changes: object): Promise<void>
  /** Changes settings of the organization, and the answers of JumpCloud that nobody knows. */
  settings(changes: object): Promise<void>
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulatorUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${method} ${path}`)
  return (await response.json()) as T
}

interface Fixtures {
  /** Size and speed of the organization; a test sets them with `test.use`. */
  directory: { users?: number; rate?: number }
  org: Org
  /** Statuses whose "Failed to load resource" line this test expects. */
  expectedStatuses: number[]
  /** The app at Home, let in, in the organization of the test. */
  app: Page
}

export const token = (): string => readFileSync(join(process.env['ROLLCALL_TEST_DATA'] ?? '', 'token'), 'utf8').trim()

/** What pages and workers of a browser complain of from now on; `expectedStatuses` are no complaint. */
export async function watchComplaints(context: BrowserContext, expectedStatuses: readonly number[] = []): Promise<readonly string[]> {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(`page error: ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1]
    if (status === undefined || !expectedStatuses.includes(Number(status))) complaints.push(`console: ${message.text()}`)
  })
  await context.addInitScript(() => {
    window.addEventListener('unhandledrejection', ({ reason }) => console.error(`unhandled rejection: ${String(reason)}`))
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy violation: ${violatedDirective} ${blockedURI}`),
    )
  })
  return complaints
}

export const test = base.extend<Fixtures>({
  directory: [{}, { option: true }],
  expectedStatuses: [[], { option: true }],
  org: async ({ directory }, use, { title }) => {
    const { organizationId: id, name } = await ask<{ organizationId: string; name: string }>('POST', '/simulator/organizations', {
      name: `Org ${title.slice(0, 30)}`,
      ...directory,
    })
    await use({
      id,
      name,
      users: () => ask('GET', `/simulator/organizations/${id}/users`),
      log: () => ask('GET', `/simulator/organizations/${id}/log`),
      edit: (userId, changes) => ask('PATCH', `/simulator/organizations/${id}/users/${userId}`, changes),
      settings: (changes) => ask('PATCH', `/simulator/organizations/${id}/settings`, changes),
    })
  },
  /** Every page of the test, its workers too: none may complain, break the policy of the page, or show a banned word. */
  context: async ({ context, expectedStatuses }, use) => {
    const complaints = await watchComplaints(context, expectedStatuses)
    await use(context)
    expect(complaints).toEqual([])
    expect(await bannedOnScreens(context)).toEqual([])
  },
  app: async ({ page, org }, use) => {
    await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), org.id)
    await page.goto(`/#token=${token()}`)
    await expect(page.getByRole('heading', { name: 'Import users' })).toBeVisible()
    await use(page)
  },
})

export { expect }

/** Chooses a file on Home, as the button does. */
export async function dropFile(page: Page, name: string, text: string | Buffer) {
  await page.getByLabel('Drop a CSV or Excel file here, or choose one').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** Waits until everything done to the open draft is on disk: a page that is left before then asks, and loses what was not written. */
export const saved = (page: Page) => expect(page.getByText('Saved in this browser')).toBeVisible()

/** From a file on Home to its Review, for the given purpose. */
export async function reviewFile(page: Page, name: string, text: string, purpose: 'Create users' | 'Update users' | 'Create and update' | 'Suspend leavers') {
  await dropFile(page, name, text)
  await page.getByRole('button', { name: 'Continue to grid' }).click()
  await page.getByRole('button', { name: 'Review', exact: true }).click()
  await page.getByRole('radio', { name: purpose, exact: true }).click()
  await expect(page.getByText(/Compared with/)).toBeVisible()
}

/** Submits a reviewed draft: the button, then the summary; `count` is typed where the summary asks for the number. */
export async function submit(page: Page, label: string | RegExp, count?: number) {
  await page.getByRole('button', { name: label }).click()
  const dialog = page.getByRole('dialog', { name: label })
  const typed = dialog.getByLabel(/^Type [\d,]+ to confirm$/)
  await expect(dialog).toBeVisible()
  await expect(typed).toHaveCount(count === undefined ? 0 : 1)
  if (count !== undefined) await typed.fill(String(count))
  await dialog.getByRole('button', { name: label }).click()
}

export const planCount = (page: Page, kind: string) => page.locator(`[data-count="${kind}"]`)

/** A large screen, a small laptop and a phone. */
export const screens = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 390, height: 844 },
] as const

/** What has more to show than it has room for, by scrolling: "MAIN down". */
export const scrollers = (page: Page): Promise<string[]> =>
  page.locator('main').evaluate((main) =>
    [main, ...main.querySelectorAll('*')].flatMap((each) => {
      const { overflowX, overflowY } = getComputedStyle(each)
      const name = each.getAttribute('role') ?? each.tagName
      return [
        ...(/auto|scroll/.test(overflowY) && each.scrollHeight > each.clientHeight ? [`${name} down`] : []),
        ...(/auto|scroll/.test(overflowX) && each.scrollWidth > each.clientWidth ? [`${name} across`] : []),
      ]
    }),
  )

/** No violation of the accessibility rules, in either theme. */
export async function expectNoViolations(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const builder = new AxeBuilder({ page })
    // A theme changes nothing but colors.
    const { violations } = await (colorScheme === 'dark' ? builder.withRules(['color-contrast']) : builder).analyze()
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${colorScheme}: ${id} ${nodes
            .map(({ target }) => target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
      ),
    ).toEqual([])
  }
}
