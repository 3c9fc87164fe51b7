/** What an earlier version stored is opened and finished by this one: its drafts, its running job, and the journal beside them. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, planCount, saved, test } from './fixtures.ts'
import { linkIn, startRollcall, stopRollcalls } from './start-rollcall.ts'

interface Earlier {
  readonly organizationId: string
  readonly jobId: string
  readonly journal: string
  readonly journalKey: string
  readonly database: { readonly name: string; readonly version: number; readonly stores: Readonly<Record<string, StoredStore>> }
}

interface StoredStore {
  readonly keyPath: string | string[] | null
  readonly autoIncrement: boolean
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[]
  readonly records: readonly { readonly key?: number; readonly value: unknown }[]
}

const fixture = readFileSync(join(import.meta.dirname, 'files', 'earlier-version.json'), 'utf8')
const simulatorKey = 'sim_key_of_the_browser_tests'

/** Makes the database as the earlier version left it, before this version has opened it. */
const restore = (page: Page, database: Earlier['database']) =>
  page.evaluate(
    ({ name, version, stores }) =>
      new Promise<void>((resolve, reject) => {
        const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        const decode = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(decode)
          if (typeof value !== 'object' || value === null) return value
          const { $type: type, base64, entries } = value as { $type?: string; base64?: string; entries?: [unknown, unknown][] }
          if (type === 'Map') return new Map(entries?.map(([key, each]) => [decode(key), decode(each)] as const))
          if (type === 'ArrayBuffer') return bytesOf(base64 ?? '').buffer
          if (type === 'Uint32Array') return new Uint32Array(bytesOf(base64 ?? '').buffer)
          if (type !== undefined) throw new Error(`The fixture has a ${type}, which this test does not know.`)
          return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each)]))
        }
        const request = indexedDB.open(name, version)
        request.onupgradeneeded = () => {
          for (const [store, { keyPath, autoIncrement, indexes, records }] of Object.entries(stores)) {
            const made = request.result.createObjectStore(store, { keyPath, autoIncrement })
            for (const index of indexes) made.createIndex(index.name, index.keyPath)
            for (const { key, value } of records) made.put(decode(value), key)
          }
        }
        request.onsuccess = () => {
          request.result.close()
          resolve()
        }
        request.onerror = () => reject(new Error(String(request.error)))
      }),
    database,
  )

test.afterEach(stopRollcalls)

// A page that is no HTML asks for an icon that there is not.
test.use({ expectedStatuses: [404] })

test('an open draft and a running job of an earlier version are found, and the job is finished', async ({ page }) => {
  test.slow()
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-earlier-'))
  const written = JSON.parse(fixture) as Earlier
  writeFileSync(join(dataDir, 'journal.jsonl'), written.journal, { mode: 0o600 })
  writeFileSync(join(dataDir, 'journal.key'), Buffer.from(written.journalKey, 'base64'), { mode: 0o600 })
  const simulatorPort = Number(process.env['ROLLCALL_TEST_PORT'] ?? 4920) + 7
  const said = await startRollcall({ ROLLCALL_DATA_DIR: dataDir, ROLLCALL_SIMULATOR_PORT: String(simulatorPort), ROLLCALL_SIMULATOR_KEY: simulatorKey })
  const link = linkIn(said)
  expect(said).toContain('#token=')
  const ask = async <T>(path: string, headers: object, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${simulatorPort}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-api-key': simulatorKey, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as T
  }
  // The same organization, and the request that had been accepted, in the simulator of today: only their ids are others.
  const { organizationId } = await ask<{ organizationId: string }>('/simulator/organizations', {}, { name: 'Earlier' })
  const { jobId } = await ask<{ jobId: string }>('/api/v2/bulk/users', { 'x-org-id': organizationId }, [
    { username: 'one.job', email: 'one.job@acme.example' },
  ] as object)
  const earlier = JSON.parse(fixture.replaceAll(written.organizationId, organizationId).replaceAll(written.jobId, jobId)) as Earlier
  await page.addInitScript((id) => localStorage.setItem('rollcall.organization:simulator', id), organizationId)
  await page.goto(new URL('/favicon.svg', link).href)
  await restore(page, earlier.database)

  await page.goto(link)
  const drafts = page.getByRole('table', { name: 'Drafts' })
  await expect(drafts.getByRole('row', { name: /open\.csv/ })).toContainText('Open')
  await expect(drafts.getByRole('row', { name: /job\.csv/ })).toContainText('3 of 4 rows')
  await drafts.getByRole('link', { name: 'open.csv' }).click()
  await expect(page.getByRole('gridcell', { name: 'Finance' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: 'zoë.open', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo Department in line 3' }).click()
  await expect(page.getByRole('gridcell', { name: 'Legal' })).toBeVisible()
  await saved(page)

  // What was sent by the earlier version is not offered again.
  await page.goto(new URL('/', link).href)
  await drafts.getByRole('link', { name: 'job.csv' }).click()
  await expect(planCount(page, 'sent')).toHaveText('3')
  await expect(planCount(page, 'create')).toHaveText('0')

  await page.getByRole('link', { name: 'Open job' }).first().click()
  await page
    .getByRole('button', { name: /^Continue with 2 users/ })
    .first()
    .click({ timeout: 60_000 })
  await expect(page.locator('[data-state="succeeded"]')).toHaveText(/3/, { timeout: 60_000 })
  const log = await ask<{ users: { username: string }[] }[]>(`/simulator/organizations/${organizationId}/log`, {})
  expect(log.flatMap(({ users }) => users.map(({ username }) => username)).toSorted()).toEqual(['one.job', 'three.job', 'two.job'])
})
