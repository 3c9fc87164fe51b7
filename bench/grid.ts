/** The grid with 100,000 rows of 20 columns, issues and a selection drawn: mounting, scrolling, edits of one and of many cells; beside other grids on the same rows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import Papa from 'papaparse'
import { quiet, startApp, traceTasks, type BenchApp } from './app.ts'
import { peerNames, servePeers, type PeerName } from './grid-peers.ts'
import { scrollRows } from './grid-scroll.ts'
import { measureEdits } from './import-edits.ts'
import { watchImport, type ImportTimes } from './import-watch.ts'
import { usersFile } from './users-file.ts'
import { median, quantile, type Figure, type Measured } from './report.ts'

const size = 100_000
const rounds = 2
const scrolls = 3

interface Scrolled {
  readonly slow: number
  readonly fast: number
}

const p95 = (frames: readonly number[]) => quantile(frames, 0.95)

/** Each several times: a page that waits for the processor once would decide a round. */
async function scrolled(page: Page): Promise<Scrolled> {
  const slow: number[] = []
  const fast: number[] = []
  for (let run = 0; run < scrolls; run += 1) {
    await quiet(page)
    slow.push(p95(await page.evaluate(scrollRows, 3)))
    fast.push(p95(await page.evaluate(scrollRows, 20)))
  }
  return { slow: median(slow), fast: median(fast) }
}

/** From an action in the page until the frame after it is painted, once the page says that it is done. */
async function timed(page: Page, act: () => Promise<unknown>, text: string, selector = 'main'): Promise<number> {
  await page.waitForTimeout(300)
  const taken = page.evaluate(
    (done) =>
      new Promise<number>((resolve) => {
        let from = 0
        const begin = (event: Event) => {
          if (from === 0) from = event.timeStamp
        }
        for (const kind of ['keydown', 'click', 'input', 'paste']) window.addEventListener(kind, begin, { capture: true, once: true })
        const observer = new MutationObserver(() => {
          if (from === 0 || !(document.querySelector(done.selector)?.textContent ?? '').includes(done.text)) return
          observer.disconnect()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.addEventListener('message', () => resolve(performance.now() - from))
            port1.start()
            port2.postMessage(null)
          })
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      }),
    { text, selector },
  )
  await page.waitForTimeout(50)
  await act()
  return taken
}

const paste = (page: Page, text: string) =>
  page.evaluate((block) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', block)
    document.querySelector('[role="grid"]')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const first = (page: Page) => page.locator('[role="gridcell"][data-row="0"]').nth(2)

interface Own extends Scrolled {
  readonly mount: number
  readonly paste: number
  readonly undo: number
  readonly sort: number
  readonly filter: number
  readonly bulk: number
  readonly rows: number
}

async function openGrid(app: BenchApp, path: string): Promise<{ page: Page; mount: number }> {
  const page = await app.home(watchImport)
  await page.waitForFunction(() => true)
  await quiet(page)
  const trace = await traceTasks(page)
  await page.getByLabel(/^Drop a/).setInputFiles(path)
  const seen = await page.evaluate(async () => {
    const { imported } = window as unknown as { imported: ImportTimes & { done: Promise<void> } }
    await imported.done
    return { clicked: imported.clicked, grid: imported.grid }
  })
  const tasks = await trace.stop()
  const mount = Math.max(0, ...tasks.filter(({ start }) => start >= seen.clicked - 1 && start < seen.grid).map(({ cpu }) => cpu))
  return { page, mount }
}

async function measureOwn(page: Page, mount: number): Promise<Own> {
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+Home')
  await first(page).click()
  await page.keyboard.press('Shift+PageDown')
  const scroll = await scrolled(page)
  const rows = await page.getByRole('row').count()
  await page.keyboard.press('Control+Home')
  await first(page).click()
  const block = Array.from({ length: 1_000 }, (_, row) => Array.from({ length: 10 }, (_cell, column) => `v${row}.${column}`).join('\t')).join('\n')
  const pasted = await timed(page, () => paste(page, block), 'Undo paste of 10,000 cells')
  const undone = await timed(page, () => page.keyboard.press('Control+z'), 'Redo paste of 10,000 cells')
  await page.getByRole('columnheader', { name: 'Department' }).click({ button: 'right' })
  const sort = await timed(page, () => page.getByRole('menuitem', { name: 'Sort Z to A' }).click(), 'Support', '[data-row="0"][data-column="department"]')
  await page.getByRole('columnheader', { name: 'Department' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Original order' }).click()
  // Ten thousand employee numbers begin so.
  const filter = await timed(page, () => page.getByLabel('Filter rows').fill('E15'), 'Filtered: 10,000 of')
  await first(page).click()
  await page.keyboard.press('Control+Space')
  const bulk = await timed(page, () => page.keyboard.press('Control+d'), 'Undo fill of')
  return { ...scroll, mount, paste: pasted, undo: undone, sort, filter, bulk, rows }
}

async function measurePeer(app: BenchApp, url: string, name: PeerName): Promise<(Scrolled & { mount: number }) | null> {
  const page = await (await app.browser.newContext({ viewport: { width: 1360, height: 860 } })).newPage()
  try {
    await page.goto(`${url}/?grid=${name}`)
    await page.waitForFunction(() => 'isReady' in window, null, { timeout: 60_000 })
    await quiet(page)
    const trace = await traceTasks(page)
    await page.evaluate(() => {
      ;(window as unknown as { mountPeer: () => void }).mountPeer()
    })
    await page.waitForTimeout(1_500)
    const mount = Math.max(0, ...(await trace.stop()).map(({ cpu }) => cpu))
    return { mount, ...(await scrolled(page)) }
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    return null
  } finally {
    await page.context().close()
  }
}

export async function measure(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-grid-'))
  const text = usersFile(size)
  const path = join(folder, 'people.csv')
  writeFileSync(path, text)
  const [columns = [], ...rows] = Papa.parse<string[]>(text.trim()).data
  const site = await servePeers(columns, rows).catch((error: unknown) => {
    process.stderr.write(`The other grids cannot be built: ${String(error)}\n`)
    return null
  })
  const app = await startApp()
  try {
    const own: Own[] = []
    const peers = new Map<PeerName, (Scrolled & { mount: number })[]>(peerNames.map((name) => [name, []]))
    let edits: Figure[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { page, mount } = await openGrid(app, path)
      if (round === 0) {
        await quiet(page)
        edits = await measureEdits(app, page)
      }
      own.push(await measureOwn(page, mount))
      await page.context().close()
      for (const name of peerNames) {
        const found = site === null ? null : await measurePeer(app, site.url, name)
        if (found !== null) peers.get(name)?.push(found)
      }
    }
    const of = (key: keyof Own) => median(own.map((each) => each[key]))
    const peer = (name: PeerName, key: 'slow' | 'fast' | 'mount') => {
      const values = peers.get(name) ?? []
      return values.length === 0 ? null : median(values.map((each) => each[key]))
    }
    return {
      figures: [
        { name: 'grid-mount-script-ms', value: of('mount'), peer: peer('react-data-grid', 'mount'), bar: '<=60' },
        { name: 'grid-scroll-3-rows-a-frame-p95-ms', value: of('slow'), peer: peer('react-data-grid', 'slow'), bar: '<=17' },
        { name: 'grid-scroll-20-rows-a-frame-p95-ms', value: of('fast'), peer: peer('glide', 'fast'), bar: '<=34' },
        ...peerNames.map((name): Figure => ({
          name: `grid-scroll-20-rows-a-frame-p95-beside-${name}-ms`,
          value: of('fast'),
          peer: peer(name, 'fast'),
          bar: name === 'glide' || name === 'revogrid' ? '<=2x' : '<=1x',
        })),
        ...edits.map((figure): Figure => ({ ...figure, name: `grid-${figure.name}` })),
        { name: 'grid-paste-1000x10-ms', value: of('paste'), peer: null, bar: '<=200' },
        { name: 'grid-paste-1000x10-undo-ms', value: of('undo'), peer: null, bar: '<=200' },
        { name: 'grid-sort-ms', value: of('sort'), peer: null, bar: '<=200' },
        { name: 'grid-filter-ms', value: of('filter'), peer: null, bar: '<=200' },
        { name: 'grid-bulk-edit-10000-cells-ms', value: of('bulk'), peer: null, bar: '<=200' },
        { name: 'grid-dom-rows', value: of('rows'), peer: null, bar: '<=80' },
      ],
      notes: [
        `${rounds} rounds, each of ours and then every other grid on the same ${size.toLocaleString('en-US')} rows of 20 columns: ours in the built app with issues and a selection drawn, the others bare. They are installed by the lockfile in bench/peers, below build/; one that cannot run prints \`-\`.`,
        `Mounting is the longest task’s processor time; the peer is react-data-grid. A frame is the time between two animation frames while so many rows are scrolled in each, ${scrolls} times 120 frames a round. Glide draws on a canvas.`,
        'One edit is from the key to the painted frame, beside a frame of an empty page. Paste, undo, sort, filter and bulk edit are from the event until the screen that shows it is painted; the filter keeps a tenth of the rows, and the bulk edit fills their departments.',
      ],
    }
  } finally {
    site?.stop()
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
