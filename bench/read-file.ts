/** Reads one file as the worker of the app does, in a process of its own, and prints what it took: milliseconds, memory beyond the start, and the answer. */
import { openAsBlob } from 'node:fs'
import { ReadError } from '../src/domain/file/reading.ts'
import { makePacker } from '../src/domain/packed/column-bytes.ts'
import { readTable } from '../src/adapters/csv/read-table.ts'

export async function readFile(path: string): Promise<void> {
  const file = await openAsBlob(path)
  // Everything that is loaded when the first workbook comes is loaded before.
  await Promise.all([import('../src/adapters/workbook/read-workbook.ts'), import('../src/adapters/workbook/read-html.ts')])
  const before = process.memoryUsage().rss
  const start = performance.now()
  const cpu = process.cpuUsage()
  let packer = makePacker(0, () => undefined)
  let rows = 0
  const sink = {
    begin: (headers: readonly string[]) => {
      packer = makePacker(headers.length, () => undefined)
      rows = 0
    },
    rows: (found: string[][], lines: number[]) => {
      rows += found.length
      packer.add(found, lines)
    },
  }
  const answer = await readTable(file, {}, sink).then(
    () => `read: ${rows} rows`,
    (error: unknown) => `${error instanceof ReadError ? 'refused' : 'crashed'}: ${error instanceof Error ? error.message : String(error)}`,
  )
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, bytes: process.resourceUsage().maxRSS * 1024 - before, answer })}\n`)
  process.exit(0)
}
