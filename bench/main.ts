/** `npm run bench -- <area>`: measures one area, prints its figures and writes them down in docs/benchmarks.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { lineOf, withSection, type Measured } from './report.ts'

/** Each area is a file of its own that exports `measure`. */
const areas: Readonly<Record<string, { readonly what: string; readonly load: () => Promise<{ measure: () => Promise<Measured> }> }>> = {
  jobs: { what: 'requests for 100,000 users, the cost of the proxy, memory while sending', load: () => import('./jobs.ts') },
  history: { what: 'a thousand jobs with a million result rows: the list, a job, a search', load: () => import('./history.ts') },
  review: { what: '10,000 rows against a directory of 50,000: requests, plan and diff table', load: () => import('./review.ts') },
  validate: { what: '100,000 rows validated, one edit, the guess of columns, a repair of 100,000 cells and its undo', load: () => import('./validate.ts') },
  hostile: { what: 'files built to hurt: time and memory until an answer', load: () => import('./hostile.ts') },
  grid: { what: '100,000 rows in the grid: mounting, scrolling, edits of one and of many cells, beside four other grids', load: () => import('./grid.ts') },
  import: { what: 'a file of 100,000 users read, kept, opened again and edited', load: () => import('./import.ts') },
}

const page = 'docs/benchmarks.md'
const say = (text: string) => process.stdout.write(`${text}\n`)

function help(): string {
  const list = Object.entries(areas).map(([name, { what }]) => `  ${name.padEnd(12)} ${what}`)
  return `npm run bench -- <area>\n\n${list.join('\n')}\n`
}

async function run(name: string): Promise<void> {
  const area = areas[name]
  if (area === undefined) throw new Error(`There is no area “${name}”.\n\n${help()}`)
  const { measure } = await area.load()
  const { figures, notes = [] } = await measure()
  if (figures.length === 0) throw new Error(`The area “${name}” measured nothing.`)
  const lines = figures.map(lineOf)
  for (const line of lines) say(line)
  const machine = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}.`
  const body = [machine, '', '```', ...lines, '```', ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : [])].join('\n')
  writeFileSync(page, withSection(existsSync(page) ? readFileSync(page, 'utf8') : '', name, body))
}

const [wanted, path = ''] = process.argv.slice(2)
if (wanted === undefined) say(help())
// A process that the area “hostile” starts.
else if (wanted === 'read-file') await (await import('./read-file.ts')).readFile(path)
else
  await run(wanted).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
