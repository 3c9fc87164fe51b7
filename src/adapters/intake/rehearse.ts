/** Reads and checks a file of made-up users while nobody waits: an engine runs code that it has seen before in half the time. */
import { mapTable } from '#domain/mapping/apply.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import { inOneBuffer, makePacker } from '#domain/packed/column-bytes.ts'
import { cellsAt, type PackedBlock } from '#domain/packed/packed-table.ts'
import { readTable } from '../csv/read-table.ts'
import { blockBytes, packedBlock } from '../storage/packed-bytes.ts'
import { checkTable } from './check-table.ts'

/** Enough for the rows to be read as bytes, too, which begins behind the first 65,536 characters (decision 0024). */
const madeUpRows = 8_192
const header = 'Username,Email,First name,Last name,Employee ID,Job title,Department,Work phone,City,Country,Notes'
const madeUp = (at: number) =>
  `user.${at},user.${at}@acme.example,Zoë,Müller,E${at},Specialist ${at % 40},"Operations, EMEA",+49 30 ${1_000_000 + at},Köln,DE,"Joined in ""wave"" ${at}"`

/** Nothing of it is kept or shown. Ends between two pieces of work where the signal says so. */
export async function rehearse(signal: AbortSignal): Promise<void> {
  const file = new Blob([[header, ...Array.from({ length: madeUpRows }, (_, at) => madeUp(at))].join('\n')])
  let headers: readonly string[] = []
  const blocks: PackedBlock[] = []
  let packer = makePacker(0, () => undefined)
  const sink = {
    begin(found: readonly string[]) {
      headers = found
      packer = makePacker(found.length, (block) => blocks.push(packedBlock(inOneBuffer(block, (bytes) => new ArrayBuffer(bytes)))))
    },
    rows: (...[rows, lines]: Parameters<typeof packer.add>) => packer.add(rows, lines),
    plain: (...[rows, count, line]: Parameters<typeof packer.addPlain>) => packer.addPlain(rows, count, line),
  }
  await readTable(file, {}, sink, { signal })
  packer.finish()
  for (const block of blocks) {
    const table = { headers, rowCount: block.lines.length, blocks: [block] }
    const sample = Array.from({ length: 50 }, (_, row) => cellsAt(table, row))
    checkTable(mapTable(table, guessMapping(headers, sample, { remembered: new Map(), directory: null })).table, null)
    inOneBuffer(blockBytes(block), (bytes) => new ArrayBuffer(bytes))
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
}
