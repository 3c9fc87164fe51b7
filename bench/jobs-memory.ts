/** Whether memory grows with what has been sent: the page and the proxy of a job of 100,000 users, at its 20th and its 100th request. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { browserArguments, findBrowser, getBrowser } from '../.ci/browser.mjs'
import { startSimulator } from '../proxy/simulator/server.ts'
import { startBuiltProxy, tokenOf } from './child-process.ts'
import type { Figure } from './report.ts'

const userCount = 100_000
const early = 20
const late = 100

export async function measureMemory(): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const simulator = await startSimulator({ port: 0, users: 5, rate: 27 })
  const proxy = await startBuiltProxy(dataDir, simulator.url, simulator.apiKey)
  const browser = await chromium.launch({ executablePath: (await findBrowser()) ?? (await getBrowser()), args: browserArguments() })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${proxy.port}/#token=${tokenOf(proxy)}`)
    await submit(page)
    const at = async (sends: number) => {
      while (answered(dataDir) < sends) await new Promise((resolve) => setTimeout(resolve, 50))
      return { page: await memoryOf(page), proxy: await proxy.memory() }
    }
    const before = await at(early)
    const after = await at(late)
    const kb = (bytes: number) => bytes / 1024
    return [
      { name: 'jobs-page-memory-kb', value: kb(after.page), peer: kb(before.page), bar: '<=1.05x' },
      { name: 'jobs-proxy-memory-kb', value: kb(after.proxy), peer: kb(before.proxy), bar: '<=1.05x' },
    ]
  } finally {
    await browser.close()
    await proxy.stop()
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Requests that JumpCloud has taken so far, by the proxy's own journal. */
const answered = (dataDir: string): number => readFileSync(join(dataDir, 'journal.jsonl'), 'utf8').split('"kind":"answered"').length - 1

async function submit(page: Page): Promise<void> {
  const lines = Array.from({ length: userCount }, (_, index) => `person.${index},person.${index}@acme.example`)
  const slow = { timeout: 180_000 }
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(`Username,Email\n${lines.join('\n')}\n`) })
  await page.getByRole('button', { name: 'Continue to grid' }).click(slow)
  await page.getByRole('button', { name: 'Review', exact: true }).click(slow)
  await page.getByRole('radio', { name: 'Create users', exact: true }).click(slow)
  const submitting = /^Create [\d,.]+ users in /
  await page.getByRole('button', { name: submitting }).click(slow)
  const dialog = page.getByRole('dialog', { name: submitting })
  await dialog.getByLabel(/^Type [\d,.]+ to confirm/).fill(String(userCount))
  await dialog.getByRole('button', { name: submitting }).click(slow)
  await page.waitForURL(/\/jobs\//, slow)
}

/** Heap and buffers of the page after a collection, bytes. */
async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number }
  await session.detach()
  return usedSize + (backingStorageSize ?? 0)
}
