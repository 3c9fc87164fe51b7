/** A review of 10,000 rows against a directory of 50,000: what is asked of JumpCloud, how long the plan takes, how the diff table scrolls. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { browserArguments, findBrowser, getBrowser } from '../.ci/browser.mjs'
import { readConfig } from '../proxy/config.ts'
import { start } from '../proxy/start.ts'
import { readStaticFiles } from '../proxy/static-files.ts'
import { traceTasks } from './app.ts'
import { median, quantile, type Measured } from './report.ts'

const directorySize = 50_000
const rowCount = 10_000
const plans = 5
const frames = 400
const runs = 3

interface User {
  readonly username: string
  readonly email: string
  readonly employeeIdentifier: string
  readonly jobTitle: string
  readonly department: string
  readonly manager?: string
}

/** Every user is named by three identifiers; one in a hundred has the employee number of another user, who is found by the same request. */
function fileOf(users: readonly User[], count: number): string {
  const rows = users.slice(0, count).map((user, index) => {
    const other = users[count + index]
    const number = index % 100 === 50 ? other?.employeeIdentifier : user.employeeIdentifier
    const manager = users[Math.floor(index / 15)]?.username ?? ''
    return [
      user.username,
      user.email,
      number ?? '',
      `Senior ${user.jobTitle}`,
      index % 3 === 0 ? 'Operations' : user.department,
      `+1 303 555 ${index}`,
      manager,
    ]
  })
  return [['Username', 'Email', 'Employee ID', 'Job title', 'Department', 'Work phone', 'Manager'], ...rows].map((row) => row.join(',')).join('\n')
}

/** A page that is not in front draws no frames: should that happen, it is brought there once more. */
async function framesOf(page: Page, selector: string | null): Promise<number[]> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await page.bringToFront()
    if (selector !== null) await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0))
    await page.waitForTimeout(500)
    const times = await Promise.race([frameTimes(page, selector), page.waitForTimeout(60_000).then(() => null)])
    if (times !== null) return times
  }
  throw new Error('The browser draws no frames.')
}

/** Frames while the page moves by three rows of its table each. */
const frameTimes = (page: Page, selector: string | null): Promise<number[]> =>
  page.evaluate(
    ([target, count]) =>
      new Promise<number[]>((resolve) => {
        const element = target === null ? null : document.querySelector(target as string)
        const step = element === null ? 0 : (3 * element.clientHeight) / Number(element.getAttribute('aria-rowcount'))
        const times: number[] = []
        let last = 0
        const frame = (now: number) => {
          if (last > 0) times.push(now - last)
          last = now
          document.querySelector('main')?.scrollBy(0, step)
          if (times.length < (count as number)) requestAnimationFrame(frame)
          else resolve(times)
        }
        requestAnimationFrame(frame)
      }),
    [selector, frames] as const,
  )

/** A browser, Rollcall and the simulator with the large directory. */
async function startAll() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-review-'))
  const env = { ROLLCALL_PORT: '0', ROLLCALL_SIMULATOR_PORT: '0', ROLLCALL_DATA_DIR: dataDir }
  const rollcall = await start(readConfig(env), env, { files: readStaticFiles('build/app'), log: () => undefined })
  const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? (await getBrowser()), args: browserArguments() })
  const { simulator } = rollcall
  if (simulator === null) throw new Error('The benchmark needs the simulator.')
  const control = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await (
      await fetch(`${simulator.url}${path}`, {
        method,
        headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    ).json()) as T
  const { organizationId } = await control<{ organizationId: string }>('POST', '/simulator/organizations', { name: 'Large', users: directorySize })
  const users = await control<User[]>('GET', `/simulator/organizations/${organizationId}/users`)
  return {
    browser,
    /** A fresh profile, with the first so many users of the directory as a file, where Review asks what it is for. */
    openReview: async (rows: number): Promise<Page> => {
      const page = await (await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: 'en-US' })).newPage()
      await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), organizationId)
      await page.goto(`http://127.0.0.1:${rollcall.port}/#token=${rollcall.token}`)
      await page.getByRole('heading', { name: 'Import users' }).waitFor()
      await page.getByLabel(/^Drop a/).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(fileOf(users, rows)) })
      await page.getByRole('button', { name: 'Continue to grid' }).click()
      await page.getByRole('button', { name: 'Review', exact: true }).click()
      await page.getByRole('radio', { name: 'Update users', exact: true }).waitFor()
      return page
    },
    stop: async () => {
      await browser.close()
      await rollcall.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const choose = (page: Page, purpose: string) => page.getByRole('radio', { name: purpose, exact: true }).click()
const diffTable = (page: Page) => page.getByRole('table', { name: 'Plan, row by row' }).waitFor({ timeout: 300_000 })

/** The longest tasks of the main thread from the choice of the purpose to the diff table. */
async function longestTasks(page: Page) {
  await page.waitForTimeout(2_000)
  const tracing = await traceTasks(page)
  const chosenAt = await page.evaluate(() => performance.now())
  await choose(page, 'Update users')
  await diffTable(page)
  // What was in the thread already when the tracing began is not the product's.
  const tasks = (await tracing.stop()).filter(({ start }) => start > chosenAt)
  await page.context().close()
  return { longest: Math.max(...tasks.map(({ duration }) => duration)), busiest: Math.max(...tasks.map(({ cpu }) => cpu)) }
}

async function planTimes(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < plans; run += 1) {
    await page.evaluate(() => performance.clearMeasures('rollcall:plan'))
    await page.getByRole('button', { name: 'Change options' }).click()
    await choose(page, run % 2 === 0 ? 'Create and update' : 'Update users')
    await page.waitForFunction(() => performance.getEntriesByName('rollcall:plan').length > 0, null, { timeout: 60_000 })
    times.push(await page.evaluate(() => performance.getEntriesByName('rollcall:plan')[0]?.duration ?? Number.NaN))
  }
  return times
}

export async function measure(): Promise<Measured> {
  const { browser, openReview, stop } = await startAll()
  try {
    const { longest, busiest } = await longestTasks(await openReview(directorySize))
    const page = await openReview(rowCount)
    let asked = 0
    page.on('request', (request) => {
      if (/\/api\/(search\/)?systemusers/.test(request.url())) asked += 1
    })
    await choose(page, 'Update users')
    await diffTable(page)
    const requests = asked
    const planMs = await planTimes(page)
    const scroll: number[] = []
    const idle: number[] = []
    const empty = await browser.newPage()
    for (let run = 0; run < runs; run += 1) {
      idle.push(quantile(await framesOf(empty, null), 0.95))
      scroll.push(quantile(await framesOf(page, '[role="table"][aria-label="Plan, row by row"]'), 0.95))
    }
    return {
      figures: [
        { name: 'review-10k-rows-of-50k-users-requests', value: requests, peer: Math.ceil(rowCount / 100), bar: '<=1.2x' },
        { name: 'review-plan-in-worker-ms', value: median(planMs), peer: null, bar: '<=1000' },
        { name: 'review-opens-50k-rows-longest-task-ms', value: longest, peer: null, bar: '<=50' },
        { name: 'review-opens-50k-rows-longest-task-cpu-ms', value: busiest, peer: null, bar: '<=50' },
        { name: 'review-diff-table-3-rows-a-frame-p95-ms', value: median(scroll), peer: median(idle), bar: '<=17' },
      ],
      notes: [
        'The peer of the requests is ceil(rows / 100); a full read of this directory takes 500. One row in a hundred carries the employee number of another user, who is read by the same requests.',
        'The plan is matching, validation, comparison and managers of 10,000 rows with seven columns; what the page hands over and takes back is not part of it.',
        'The longest task is the longest of the main thread from the choice of the purpose to the diff table, with 50,000 rows against 50,000 users: asking, validating, comparing and drawing; beside it the longest by the time that the thread itself was at work, since the worker, the proxy and the simulator share the processors.',
        'The peer of the diff table is the p95 of the frames of an empty page in the same browser.',
      ],
    }
  } finally {
    await stop()
  }
}
