/** The validation of 100,000 rows beside the time that PapaParse takes to parse them, one edit, the guess of columns, and a repair of every row in the page. */
import Papa from 'papaparse'
import type { Page } from 'playwright'
import { checkTable } from '#adapters/intake/check-table.ts'
import { withCells } from '#domain/draft/edit.ts'
import { IssueIndex } from '#domain/issues/issue-index.ts'
import { applyMapping } from '#domain/mapping/apply.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { inOneBuffer, makePacker } from '#domain/packed/column-bytes.ts'
import { packedRow } from '#domain/packed/packed-rows.ts'
import type { PackedBlock } from '#domain/packed/packed-table.ts'
import { findRow, RowList } from '#domain/packed/row-list.ts'
import { packedBlock } from '#adapters/storage/packed-bytes.ts'
import { startApp } from './app.ts'
import { usersFile } from './users-file.ts'
import { median, type Measured } from './report.ts'

const rowCount = 100_000
const runs = 7

function timed<T>(work: () => T): { ms: number; value: T } {
  const from = performance.now()
  const value = work()
  return { ms: performance.now() - from, value }
}

/** The table as the reading worker has it when it is checked. */
function packed(records: readonly (readonly string[])[]) {
  const [headers = [], ...rows] = records
  const blocks: PackedBlock[] = []
  const packer = makePacker(headers.length, (block) => blocks.push(packedBlock(inOneBuffer(block, (bytes) => new ArrayBuffer(bytes)))))
  packer.add(
    rows,
    rows.map((_, at) => at + 2),
  )
  packer.finish()
  return { headers, rowCount: rows.length, blocks }
}

function inNode() {
  const text = usersFile(rowCount)
  const parse: number[] = []
  const validate: number[] = []
  let records: string[][] = []
  for (let run = 0; run < runs; run += 1) {
    const parsed = timed(() => Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true }).data)
    records = parsed.value
    parse.push(parsed.ms)
    const source = packed(records)
    const { rows } = applyMapping(source, guessMapping(source.headers, records.slice(1, 51)))
    const table = RowList.of(rows.rows).table
    if (table !== null) validate.push(timed(() => checkTable({ ...table, headers: rows.columns }, 'create')).ms)
  }
  const source = packed(records)
  const { rows: mapped } = applyMapping(source, guessMapping(source.headers, records.slice(1, 51)))
  const table = RowList.of(mapped.rows).table
  if (table === null) throw new Error('The rows have no table.')
  const live = new Map<number, ReturnType<typeof packedRow>>()
  const index = new IssueIndex(
    mapped.columns,
    'create',
    (number) => live.get(number) ?? packedRow(table, number),
    checkTable({ ...table, headers: mapped.columns }, 'create').state,
  )
  const edits = Array.from({ length: 400 }, (_, at) => {
    const number = 1 + at * 97
    const key = `r${number}`
    return timed(() => {
      const set = withCells(mapped, [{ row: key, field: 'email', text: `other.${at}@acme.example` }])
      const [before, after] = [findRow(mapped.rows, key) ?? null, findRow(set.rows, key) ?? null]
      index.replace(before, after)
      if (after !== null) live.set(number, after)
      index.groups()
    }).ms
  })
  const wide = Array.from({ length: 60 }, (_, at) => `${records[0]?.[at % 20] ?? ''}${at < 20 ? '' : ` ${at}`}`)
  const sample = Array.from({ length: 50 }, (_, row) => wide.map((__, at) => records[row + 1]?.[at % 20] ?? ''))
  const guess = Array.from({ length: 15 }, () => timed(() => guessMapping(wide, sample)).ms)
  return { parse: median(parse), validate: median(validate), edit: median(edits), guess: median(guess) }
}

/** From the click on a button to the frame that is painted after it. */
const clickToPainted = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    (label) =>
      new Promise<number>((resolve, reject) => {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith(label))
        if (button === undefined) {
          reject(new Error(`There is no button “${label}”.`))
          return
        }
        const from = performance.now()
        button.click()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now() - from))
          port1.start()
          port2.postMessage(null)
        })
      }),
    name,
  )

async function inPage(): Promise<{ fix: number; undo: number }> {
  const app = await startApp()
  try {
    const page = await app.home()
    // Every department has a space behind it.
    const text = usersFile(rowCount).replaceAll(/,CC-(\d+),/g, ',CC-$1 ,')
    await page.getByLabel(/^Drop a/).setInputFiles({ name: 'padded.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Continue to grid' }).click({ timeout: 120_000 })
    const fixes: number[] = []
    const undos: number[] = []
    for (let run = 0; run < runs; run += 1) {
      await page.getByRole('button', { name: `Fix all ${rowCount.toLocaleString('en-US')}` }).waitFor({ timeout: 120_000 })
      await page.locator('aside[aria-busy="false"]').waitFor()
      await page.waitForTimeout(1_000)
      fixes.push(await clickToPainted(page, `Fix all ${rowCount.toLocaleString('en-US')}`))
      await page.getByRole('button', { name: /^Undo Remove spaces/ }).waitFor()
      await page.waitForTimeout(3_000)
      undos.push(await clickToPainted(page, 'Undo Remove spaces'))
    }
    return { fix: median(fixes), undo: median(undos) }
  } finally {
    await app.stop()
  }
}

export async function measure(): Promise<Measured> {
  const { parse, validate, edit, guess } = inNode()
  const { fix, undo } = await inPage()
  return {
    figures: [
      { name: 'validate-100k-rows-20-columns-ms', value: validate, peer: parse, bar: '<=0.5x' },
      { name: 'validate-one-edit-of-100k-rows-ms', value: edit, peer: null, bar: '<=1' },
      { name: 'guess-60-columns-with-values-ms', value: guess, peer: null, bar: '<=50' },
      { name: 'repair-100k-cells-to-painted-ms', value: fix, peer: null, bar: '<=300' },
      { name: 'undo-repair-of-100k-cells-to-painted-ms', value: undo, peer: null, bar: '<=300' },
    ],
    notes: [
      'Validation, edit and guess run in Node on the packed table that the reading worker has; the peer is PapaParse on the same text, without a header row of objects.',
      'The edit is one cell set, its row checked again, the index of unique values updated and the groups counted.',
      'The repair removes a space behind each of 100,000 cost centers, from the click on its button to the frame that is painted after it; the check of the new rows runs in the worker meanwhile.',
    ],
  }
}
