/** A file of 100,000 users: chosen, read, mapped, checked and shown; kept, opened again, edited; beside PapaParse alone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { heldBytes, quiet, serve, startApp, traceTasks, type BenchApp, type Task } from './app.ts'
import { measureEdits } from './import-edits.ts'
import { watchImport, type ImportTimes } from './import-watch.ts'
import { usersFile } from './users-file.ts'
import { median, type Measured } from './report.ts'

const sizes = [10_000, 100_000, 200_000] as const
const runs = 5
/** From the choice of the file to the grid; everything is timed in the page. */
async function importFile(page: Page, path: string): Promise<ImportTimes> {
  // What looks at the page brings a script of its own: not while it is timed.
  await page.waitForFunction(() => true)
  await quiet(page)
  await page.getByLabel(/^Drop a/).setInputFiles(path)
  return page.evaluate(async () => {
    const { imported } = window as unknown as { imported: ImportTimes & { done: Promise<void> } }
    await Promise.race([imported.done, new Promise((_, reject) => setTimeout(() => reject(new Error('The import does not end.')), 120_000))])
    const { chosen, clicked, grid, checked, stored } = imported
    return { chosen, clicked, grid, checked, stored }
  })
}

/** PapaParse and a plain decoding of the same bytes, each alone in a worker. */
export async function measurePeers(app: BenchApp, text: string): Promise<{ papa: number; floor: number }> {
  const site = await serve({
    '/': { type: 'text/html', body: '<!doctype html><title>Peers</title>' },
    '/papa.js': { type: 'text/javascript', body: readFileSync('node_modules/papaparse/papaparse.min.js') },
    '/text.csv': { type: 'text/plain', body: Buffer.from(text) },
    '/worker.js': {
      type: 'text/javascript',
      body: `importScripts('/papa.js')
onmessage = async ({ data }) => {
  const bytes = new Uint8Array(await (await fetch('/text.csv')).arrayBuffer())
  const begin = performance.now()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lines = 0
  for (let at = 0; at < bytes.length; at += 1048576) {
    const chunk = bytes.subarray(at, at + 1048576)
    decoder.decode(chunk, { stream: true })
    for (let i = 0; i < chunk.length; i += 1) if (chunk[i] === 10) lines += 1
  }
  const floor = performance.now() - begin
  const text = new TextDecoder().decode(bytes)
  const from = performance.now()
  const rows = Papa.parse(text).data.length
  postMessage({ papa: performance.now() - from, floor, rows, lines })
}`,
    },
  })
  const page = await app.browser.newPage()
  await page.goto(site.url)
  await quiet(page)
  const result = await page.evaluate(
    () =>
      new Promise<{ papa: number; floor: number }>((resolve) => {
        const worker = new Worker('/worker.js')
        worker.addEventListener('message', ({ data }: MessageEvent<{ papa: number; floor: number }>) => {
          worker.terminate()
          resolve(data)
        })
        worker.postMessage(null)
      }),
  )
  await page.close()
  site.stop()
  return result
}

const longest = (tasks: readonly Task[], from: number, to: number) =>
  Math.max(0, ...tasks.filter(({ start }) => start >= from - 1 && start < to).map(({ duration }) => duration))

export async function measure(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-files-'))
  const texts = new Map(sizes.map((size) => [size, usersFile(size)]))
  const pathOf = (size: number) => join(folder, `users-${size}.csv`)
  for (const [size, text] of texts) writeFileSync(pathOf(size), text)
  const app = await startApp()
  try {
    const times = new Map<number, ImportTimes[]>(sizes.map((size) => [size, []]))
    const held = new Map<number, number>()
    const peers: { papa: number; floor: number }[] = []
    const reading: number[] = []
    const mounting: number[] = []
    const opening: { shown: number; checked: number; longest: number }[] = []
    let empty = 0
    let edits: Awaited<ReturnType<typeof measureEdits>> | null = null
    for (let run = 0; run < runs; run += 1) {
      peers.push(await measurePeers(app, texts.get(100_000) ?? ''))
      for (const size of sizes) {
        const page = await app.home(watchImport)
        if (run === 0 && size === sizes[0]) empty = await heldBytes(page)
        times.get(size)?.push(await importFile(page, pathOf(size)))
        if (run === 0) held.set(size, (await heldBytes(page)) - empty)
        await page.context().close()
      }
      const traced = await app.home(watchImport)
      const trace = await traceTasks(traced)
      const seen = await importFile(traced, pathOf(100_000))
      const tasks = await trace.stop()
      reading.push(longest(tasks, seen.chosen, seen.clicked))
      mounting.push(longest(tasks, seen.clicked, seen.stored))
      await quiet(traced)
      await traced.reload()
      await traced.waitForFunction(() => ((window as unknown as { imported?: Partial<ImportTimes> }).imported?.checked ?? 0) > 0, null, {
        timeout: 60_000,
        polling: 250,
      })
      const again = await traced.evaluate(() => (window as unknown as { imported: ImportTimes & { longest: number } }).imported)
      opening.push({ shown: again.grid, checked: again.checked, longest: again.longest })
      if (run === 0) {
        await quiet(traced)
        edits = await measureEdits(app, traced)
      }
      await traced.context().close()
    }
    const of = (size: number, pickTime: (each: ImportTimes) => number) => median((times.get(size) ?? []).map(pickTime))
    const total = (size: number) => of(size, ({ chosen, checked }) => checked - chosen)
    const papa = median(peers.map((each) => each.papa))
    const perRow = (size: number) => (total(size) * 1000) / size
    const bytesPerRow = (size: number) => (held.get(size) ?? Number.NaN) / size
    return {
      figures: [
        { name: 'import-100k-chosen-to-grid-checked-ms', value: total(100_000), peer: papa, bar: '<=2x' },
        { name: 'import-100k-chosen-to-columns-ms', value: of(100_000, ({ chosen, clicked }) => clicked - chosen), peer: papa, bar: '<=2x' },
        { name: 'import-floor-textdecoder-ms', value: median(peers.map((each) => each.floor)), peer: total(100_000), bar: '<=1x' },
        { name: 'import-longest-task-while-reading-ms', value: median(reading), peer: null, bar: '<=50' },
        { name: 'import-longest-task-of-the-grid-mount-ms', value: median(mounting), peer: null, bar: '<=100' },
        { name: 'import-time-per-row-200k-vs-10k-us', value: perRow(200_000), peer: perRow(10_000), bar: '<=1.3x' },
        { name: 'import-memory-per-row-200k-vs-10k-bytes', value: bytesPerRow(200_000), peer: bytesPerRow(10_000), bar: '<=1.3x' },
        { name: 'import-memory-per-row-100k-vs-10k-bytes', value: bytesPerRow(100_000), peer: bytesPerRow(10_000), bar: '<=1.3x' },
        { name: 'draft-100k-save-ms', value: of(100_000, ({ clicked, stored }) => stored - clicked), peer: null, bar: '<=1000' },
        { name: 'draft-100k-open-after-reload-ms', value: median(opening.map(({ shown }) => shown)), peer: null, bar: '<=1000' },
        { name: 'draft-100k-open-and-check-after-reload-ms', value: median(opening.map(({ checked }) => checked)), peer: null, bar: '<=2000' },
        { name: 'draft-100k-open-longest-task-ms', value: median(opening.map((each) => each.longest)), peer: null, bar: '<=50' },
        ...(edits ?? []),
      ],
      notes: [
        `${runs} runs, in turn with the peers; 100,000 rows of 20 columns are ${Math.round((texts.get(100_000)?.length ?? 0) / 1_000_000)} MB. Everything but the peers is timed in the page of the built app, from the change event of the file input; the columns are accepted as they are guessed, at once, by a click that is a task of its own. Every measurement waits until the browser has nothing left to do from opening the page.`,
        'The peer of the time is PapaParse alone in a worker on the same text, with nothing done to its rows. The floor is the same bytes decoded and their line ends counted.',
        'Saving is counted from the moment the columns are shown until the screen says that the draft is stored; opening from the start of the navigation, the loading of the app included.',
        'Memory is the JavaScript heap and the ArrayBuffers of the page after garbage collection, with the draft open in the grid; the worker has ended by then. The page at Home is subtracted.',
      ],
    }
  } finally {
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
