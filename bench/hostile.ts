/** Files built to hurt, each read in a process of its own: how long until an answer, and how much memory. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostileFiles, writeHostile } from './hostile-files.ts'
import type { Measured } from './report.ts'

const mostMs = 60_000

interface Answer {
  readonly ms: number
  /** Of all threads of the process. */
  readonly cpuMs: number
  readonly bytes: number
  readonly answer: string
}

async function readApart(path: string): Promise<Answer> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'read-file', path], { stdio: ['ignore', 'pipe', 'inherit'], timeout: mostMs })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return said === '' ? { ms: mostMs, cpuMs: mostMs, bytes: Number.NaN, answer: 'crashed: no answer' } : (JSON.parse(said) as Answer)
}

export async function measure(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-hostile-'))
  const found: (Answer & { readonly name: string; readonly isReadable: boolean })[] = []
  try {
    const only = process.argv[3]
    for (const file of hostileFiles.filter(({ name }) => only === undefined || name.includes(only))) {
      const path = join(folder, file.name)
      await writeHostile(file, path)
      const answer = await readApart(path)
      rmSync(path)
      found.push({ name: file.name, isReadable: file.isReadable === true, ...answer })
      process.stderr.write(
        `${file.name}: ${Math.round(answer.ms)} ms, ${Math.round(answer.cpuMs)} ms at work, ${Math.round(answer.bytes / 1_048_576)} MB, ${answer.answer}\n`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const worst = (of: (each: Answer) => number) => found.toSorted((a, b) => of(b) - of(a))[0]
  const slowest = worst(({ ms }) => ms)
  const largest = worst(({ bytes }) => bytes)
  const wrong = found.filter(({ answer, isReadable }) => answer.startsWith('crashed') || (answer.startsWith('read') && !isReadable))
  return {
    figures: [
      { name: 'hostile-files-without-a-sentence-files', value: wrong.length, peer: null, bar: '<=0' },
      { name: 'hostile-slowest-answer-ms', value: slowest?.ms ?? Number.NaN, peer: null, bar: '<=2000' },
      { name: 'hostile-slowest-answer-cpu-ms', value: worst(({ cpuMs }) => cpuMs)?.cpuMs ?? Number.NaN, peer: null, bar: '<=2000' },
      { name: 'hostile-most-memory-mb', value: (largest?.bytes ?? Number.NaN) / 1_048_576, peer: null, bar: '<=300' },
    ],
    notes: [
      `${found.length} files, up to 500 MB unpacked, each read by the reader of the app in a process of its own; slowest ${slowest?.name}, largest ${largest?.name}. Memory is the most that the process had, without what it had before.`,
    ],
  }
}
