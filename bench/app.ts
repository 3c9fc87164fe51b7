/** The built app, its real proxy and simulator, and a Chromium, for benchmarks that an administrator could do by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright'
import { browserArguments, findBrowser, getBrowser } from '../.ci/browser.mjs'
import { readConfig } from '../proxy/config.ts'
import { start } from '../proxy/start.ts'
import { readStaticFiles } from '../proxy/static-files.ts'

export interface BenchApp {
  readonly url: string
  readonly browser: Browser
  /** A fresh browser profile, let in, at Home. `init` runs before the app in every page. */
  home(init?: () => void): Promise<Page>
  stop(): Promise<void>
}

/**
 * A browser that has just opened a page starts another process for the next one, which takes a processor for a second or two. Nobody drops a file
 * that soon, so whatever is timed alone waits until that is over, the peers too.
 */
export const quiet = (page: Page) => page.waitForTimeout(2_500)

export async function startApp(): Promise<BenchApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const env = { ROLLCALL_PORT: '0', ROLLCALL_SIMULATOR_PORT: '0', ROLLCALL_DATA_DIR: dataDir }
  const rollcall = await start(readConfig(env), env, { files: readStaticFiles('build/app'), log: () => undefined })
  const browser = await chromium.launch({
    executablePath: (await findBrowser()) ?? (await getBrowser()),
    args: [...browserArguments(), '--enable-precise-memory-info'],
  })
  const url = `http://127.0.0.1:${rollcall.port}`
  return {
    url,
    browser,
    async home(init) {
      const page = await (await browser.newContext({ viewport: { width: 1360, height: 860 } })).newPage()
      if (init !== undefined) await page.addInitScript(init)
      await page.goto(`${url}/#token=${rollcall.token}`)
      await page.getByRole('heading', { name: 'Import users' }).waitFor()
      return page
    },
    async stop() {
      await browser.close()
      await rollcall.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Serves a few files on a port of its own, without any policy: what peers are measured on. */
export async function serve(files: Readonly<Record<string, { readonly type: string; readonly body: string | Uint8Array }>>) {
  const server = createServer((request, response) => {
    const file = files[request.url ?? '']
    if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': file.type }).end(file.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

/** Bytes of JavaScript and ArrayBuffers that a page holds once garbage is collected. */
export async function heldBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage')
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number }
  await session.detach()
  return usage.usedSize + (usage.backingStorageSize ?? 0)
}

export interface Task {
  /** Milliseconds on the page's own clock. */
  readonly start: number
  readonly duration: number
  /** What of it the thread itself was at work: on a machine with much to do the rest is waiting for a processor. */
  readonly cpu: number
}

/** Every task of the page's main thread between start and `stop()`. */
export async function traceTasks(page: Page): Promise<{ stop(): Promise<Task[]> }> {
  const session = await page.context().newCDPSession(page)
  const events: { name: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number; args?: { name?: string } }[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as typeof events)))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'blink.user_timing', '__metadata'] } })
  await page.evaluate(() => performance.mark('trace'))
  return {
    async stop() {
      const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
      const now = await page.evaluate(() => performance.getEntriesByName('trace')[0]?.startTime ?? 0)
      await session.send('Tracing.end')
      await done
      await session.detach()
      const mark = events.find(({ name, args }) => name === 'trace' && args !== undefined)
      if (mark === undefined) throw new Error('The trace does not show the page.')
      return events
        .filter(({ name, pid, tid, dur }) => name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid && dur !== undefined)
        .map(({ ts, dur, tdur }) => ({ start: now + (ts - mark.ts) / 1000, duration: (dur ?? 0) / 1000, cpu: (tdur ?? 0) / 1000 }))
    },
  }
}

export type { CDPSession }
