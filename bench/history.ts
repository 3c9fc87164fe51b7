/** A browser with a thousand jobs and a million result rows: how long the list and one job take to open, and what is read for them. */
import type { Page } from 'playwright'
import { quiet, startApp } from './app.ts'
import { median, type Measured } from './report.ts'

const jobCount = 1_000
const rowsPerJob = 1_000
const batchSize = 800
const runs = 5

/** Counts the result rows that leave the database, whoever asks for them. */
function countReads() {
  const counter = { rows: 0 }
  Object.assign(globalThis, { readRows: counter })
  const count = (value: unknown) => {
    const list: unknown[] = Array.isArray(value) ? value : [value]
    for (const each of list) {
      const rows = (each as { rows?: unknown } | null | undefined)?.rows
      if (Array.isArray(rows)) counter.rows += rows.length
    }
  }
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const name of ['get', 'getAll'] as const) {
      const original = prototype[name] as (...args: unknown[]) => IDBRequest
      Object.assign(prototype, {
        [name](this: IDBObjectStore | IDBIndex, ...args: unknown[]) {
          const request = original.apply(this, args)
          const store = this instanceof IDBIndex ? this.objectStore.name : this.name
          if (store === 'people') request.addEventListener('success', () => count(request.result))
          return request
        },
      })
    }
}

/** Finished jobs as the product stores them, in the organization of the page. */
const seed = (page: Page, organizationId: string) =>
  page.evaluate(
    async ({ organizationId: id, jobs, rows, batch }) => {
      const open = indexedDB.open('rollcall')
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.addEventListener('success', () => resolve(open.result))
        open.addEventListener('error', () => reject(open.error ?? new Error('The database cannot be opened.')))
      })
      const states = ['not-sent', 'stopped', 'sending', 'refused', 'pending', 'succeeded', 'flagged', 'verified', 'differs', 'failed', 'unknown']
      for (let number = 0; number < jobs; number += 1) {
        const jobId = `job-bench-${number}`
        const createdAt = Date.now() - number * 600_000
        const transaction = database.transaction(['jobs', 'people'], 'readwrite')
        const batches = []
        for (let from = 0; from < rows; from += batch) {
          const count = Math.min(batch, rows - from)
          const key = `${jobId}-${from}`
          const people = Array.from({ length: count }, (_, at) => {
            const name = `user.${number}.${from + at}`
            const isFailed = (from + at) % 100 === 7
            return {
              key: `r${from + at + 1}`,
              line: from + at + 2,
              username: name,
              email: `${name}@acme.example`,
              userId: `5f${String(number * rows + from + at).padStart(22, '0')}`,
              outcome: isFailed ? 'failed' : 'succeeded',
              message: isFailed ? 'The email address is already in use' : null,
              status: isFailed ? 'failed' : 'finished',
            }
          })
          transaction.objectStore('people').put({ key, jobId, rows: people })
          const counts = Object.fromEntries(states.map((state) => [state, 0]))
          counts['failed'] = people.filter(({ outcome }) => outcome === 'failed').length
          counts['succeeded'] = count - counts['failed']
          batches.push({
            key,
            method: 'POST',
            state: 'settled',
            jobId: `6f${String(number).padStart(22, '0')}`,
            reason: null,
            sentAt: createdAt,
            settledAt: createdAt,
            payloadKey: key,
            look: null,
            earlierKey: null,
            firstSentAt: null,
            counts,
          })
        }
        const job = {
          id: jobId,
          organizationName: 'Bench',
          name: number % 10 === 3 ? `leavers-${number}.csv` : `joiners-${number}.csv`,
          purpose: 'create',
          createdAt,
          version: 9,
          stopRequested: false,
          pausedBecause: null,
          notes: [],
          suppressEmail: false,
          actions: { create: rows },
          hasLooks: false,
          batches,
          world: { upstream: 'simulator', organizationId: id },
        }
        transaction.objectStore('jobs').put({ id: jobId, world: `simulator:${id}`, version: 9, job })
        await new Promise<void>((resolve, reject) => {
          transaction.addEventListener('complete', () => resolve())
          transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Seeding was aborted.')))
        })
      }
      database.close()
    },
    { organizationId, jobs: jobCount, rows: rowsPerJob, batch: batchSize },
  )

/** From a click, or a key, until what it asks for is drawn. */
async function timed(page: Page, act: () => Promise<void>, isThere: string): Promise<number> {
  await page.evaluate(() => {
    const mark = () => Object.assign(globalThis, { actedAt: performance.now() })
    for (const type of ['pointerdown', 'input']) window.addEventListener(type, mark, { capture: true, once: true })
  })
  await act()
  return page.evaluate(
    (selector) =>
      new Promise<number>((resolve, reject) => {
        const giveUpAt = performance.now() + 20_000
        const look = () => {
          if (performance.now() > giveUpAt) reject(new Error(`Nothing on the screen is ${selector}.`))
          else if (document.querySelector(selector) === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - (globalThis as unknown as { actedAt: number }).actedAt)))
        }
        look()
      }),
    isThere,
  )
}

const readRows = (page: Page) => page.evaluate(() => (globalThis as unknown as { readRows: { rows: number } }).readRows.rows)

/** How long a reload takes until the list is drawn. */
async function reloaded(page: Page, isThere: string): Promise<number> {
  const began = Date.now()
  await page.reload()
  await page.locator(isThere).first().waitFor()
  return Date.now() - began
}

export async function measure(): Promise<Measured> {
  const app = await startApp()
  try {
    const empty = await app.home(countReads)
    await empty.goto(`${app.url}/jobs`)
    const nothing = 'text=No jobs. Submitted jobs appear here'
    await empty.locator(nothing).waitFor()
    const emptyMs: number[] = []
    for (let run = 0; run < runs; run += 1) emptyMs.push(await reloaded(empty, nothing))
    await empty.context().close()

    const page = await app.home(countReads)
    const organizationId = await page.evaluate(() => localStorage.getItem('rollcall.organization:simulator') ?? '')
    await seed(page, organizationId)
    await page.goto(`${app.url}/jobs`)
    const row = '[aria-label="Jobs"] tbody a'
    await page.locator(row).first().waitFor()
    await quiet(page)
    const reloadMs: number[] = []
    for (let run = 0; run < runs; run += 1) reloadMs.push(await reloaded(page, row))
    const rowsForList = await readRows(page)

    const listMs: number[] = []
    const jobMs: number[] = []
    const searchMs: number[] = []
    let rowsForJob = 0
    for (let run = 0; run < runs; run += 1) {
      const before = await readRows(page)
      jobMs.push(await timed(page, () => page.locator(row).nth(run).click(), '[aria-label="Users of this job"] tbody button'))
      rowsForJob = Math.max(rowsForJob, (await readRows(page)) - before)
      await page.getByRole('link', { name: 'Settings', exact: true }).click()
      await page.getByRole('heading', { name: 'Settings' }).waitFor()
      listMs.push(await timed(page, () => page.getByRole('link', { name: 'Jobs', exact: true }).click(), row))
      const wanted = `joiners-${504 + run}`
      searchMs.push(await timed(page, () => page.getByLabel('Find job').fill(wanted), `[aria-label="Jobs"] tbody tr:only-child a`))
      await page.getByLabel('Find job').fill('')
      await page.locator(row).nth(5).waitFor()
    }
    return {
      figures: [
        { name: 'history-list-of-1000-jobs-ms', value: median(listMs), peer: null, bar: '<=300' },
        { name: 'history-list-after-reload-ms', value: median(reloadMs) - median(emptyMs), peer: null, bar: '<=300' },
        { name: 'history-job-of-1000-rows-ms', value: median(jobMs), peer: null, bar: '<=300' },
        { name: 'history-search-ms', value: median(searchMs), peer: null, bar: '<=200' },
        { name: 'history-list-result-rows', value: rowsForList, peer: null, bar: '<=0' },
        { name: 'history-job-result-rows', value: rowsForJob, peer: null, bar: `<=${rowsPerJob}` },
      ],
      notes: [
        'A million result rows of a thousand finished jobs lie in the browser’s database. The list, a job and a search are timed from the click or the key until they are drawn.',
        'After a reload the list is timed from the reload until its first row, and what the same takes in an empty browser is subtracted.',
        'The result rows are those that leave the database: none for the list, those of one job for a job.',
      ],
    }
  } finally {
    await app.stop()
  }
}
