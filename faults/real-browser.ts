/** A real Chromium with a profile on disk, that can lose its page, its tab or its life, and is opened again as an administrator would. */
import { execFileSync } from 'node:child_process'
import { chromium, type BrowserContext, type Page } from 'playwright'
import { browserArguments, getBrowser, findBrowser } from '../.ci/browser.mjs'

interface ShownRow {
  readonly username: string
  readonly state: string
}

export class RealBrowser {
  readonly #profile: string
  readonly #organizationId: string
  #context: BrowserContext | null = null
  #page: Page | null = null
  #jobPath = ''
  constructor(profile: string, organizationId: string) {
    this.#profile = profile
    this.#organizationId = organizationId
  }

  async open(link: string): Promise<void> {
    this.#context ??= await this.#launch()
    this.#page = await this.#context.newPage()
    this.#page.setDefaultTimeout(90_000)
    await this.#page.goto(link)
    await this.#page.getByRole('heading', { name: 'Import users' }).waitFor()
  }

  async #launch(): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: (await findBrowser()) ?? (await getBrowser()),
      args: browserArguments(),
      viewport: { width: 1200, height: 800 },
    })
    await context.addInitScript((id) => localStorage.setItem('rollcall.organization:other', id), this.#organizationId)
    return context
  }

  /** From a file to a submitted job, through the screens. */
  async submit(text: string): Promise<void> {
    const page = this.#now()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Continue to grid' }).click()
    await page.getByRole('button', { name: 'Review', exact: true }).click()
    await page.getByRole('radio', { name: 'Create users', exact: true }).click()
    await page.getByRole('button', { name: /^Create [\d,.]+ users in / }).click()
    // So many users go only once their number is typed.
    const dialog = page.getByRole('dialog', { name: /^Create [\d,.]+ users in / })
    await dialog.waitFor()
    const count = dialog.getByLabel(/^Type [\d,.]+ to confirm/)
    if (await count.isVisible()) await count.fill(String(text.trim().split('\n').length - 1))
    await dialog.getByRole('button', { name: /^Create [\d,.]+ users in / }).click()
    // A victim may be gone before the address changes.
    await page.waitForURL(/\/jobs\//, { timeout: 20_000 }).catch(() => undefined)
    this.#jobPath = new URL(page.url()).pathname
  }

  /** The renderer is gone, as after a crash. */
  async crashPage(): Promise<void> {
    const page = this.#now()
    const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()))
    page.goto('chrome://crash').catch(() => undefined)
    await crashed
  }

  async closeTab(): Promise<void> {
    await this.#now().close({ runBeforeUnload: false })
  }

  /** SIGKILL to the whole browser; its profile stays. */
  async kill(): Promise<void> {
    const context = this.#context
    if (context === null) return
    const closed = new Promise<void>((resolve) => context.once('close', () => resolve()))
    this.#context = null
    const parents = execFileSync('pgrep', ['-f', '--', `user-data-dir=${this.#profile}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
    for (const pid of parents) {
      try {
        process.kill(Number(pid), 'SIGKILL')
      } catch {
        // It went with its parent.
      }
    }
    await closed
  }

  /** As after a restart: the link again, in a new tab or a new browser. */
  async reopen(link: string): Promise<void> {
    await this.open(link)
  }

  /** The users of all jobs with the state that the ledger gives them, once nothing is left to be done at once. */
  async atRest(ms: number): Promise<readonly ShownRow[]> {
    const page = this.#now()
    const deadline = Date.now() + ms
    for (;;) {
      const batches = await page.evaluate(readLedger)
      const open = batches.filter(
        ({ state, rows }) => ['prepared', 'sending', 'accepted'].includes(state) || rows.some(({ state: each }) => each === 'pending'),
      )
      // Who is unclear has been looked for at least once.
      const unseen = batches.filter(({ rows, looked }) => rows.some(({ state }) => state === 'unknown') && !looked)
      if (batches.length > 0 && open.length === 0 && unseen.length === 0) return batches.flatMap(({ rows }) => rows)
      if (Date.now() > deadline) throw new Error(`never came to rest: ${batches.map(({ state, rows }) => `${state} ${rows.length}`).join(', ')}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  /** What the job's own page says. */
  async jobText(): Promise<string> {
    const page = this.#now()
    if (!/\/jobs\/./.test(new URL(page.url()).pathname)) {
      if (/^\/jobs\/./.test(this.#jobPath)) await page.goto(new URL(this.#jobPath, page.url()).href)
      else {
        await page.goto(new URL('/jobs', page.url()).href)
        await page.getByRole('link', { name: 'people.csv' }).first().click()
      }
    }
    await page.getByRole('heading', { name: 'people.csv' }).waitFor()
    const main = await page.locator('main').innerText()
    await page.getByRole('radio', { name: /^Log/ }).click()
    return `${main}\n${await page.locator('main').innerText()}`
  }

  #now(): Page {
    if (this.#page === null) throw new Error('No page is open.')
    return this.#page
  }
}

interface StoredBatch {
  readonly key: string
  readonly state: string
  readonly look: object | null
}

/** Runs in the page: the ledger as the browser's database holds it, its words read with the harness's own table. */
function readLedger(): Promise<{ state: string; looked: boolean; rows: { username: string; state: string }[] }[]> {
  const byBatch: Record<string, string> = { prepared: 'not-sent', sending: 'sending', accepted: 'pending', settled: 'unknown', cancelled: 'stopped' }
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('rollcall')
    opening.addEventListener('error', () => reject(new Error('The database does not open.')))
    opening.addEventListener('success', () => {
      const database = opening.result
      const transaction = database.transaction(['jobs', 'people'])
      const jobs = transaction.objectStore('jobs').getAll() as IDBRequest<{ job: { batches: StoredBatch[] } }[]>
      const people = transaction.objectStore('people').getAll() as IDBRequest<{ key: string; rows: { username: string; outcome: string | null }[] }[]>
      transaction.addEventListener('complete', () => {
        database.close()
        const rows = new Map(people.result.map((each) => [each.key, each.rows]))
        resolve(
          jobs.result.flatMap(({ job }) =>
            job.batches.map(({ key, state, look }) => ({
              state,
              looked: look !== null,
              rows: (rows.get(key) ?? []).map(({ username, outcome }) => ({ username, state: outcome ?? byBatch[state] ?? state })),
            })),
          ),
        )
      })
    })
  })
}
