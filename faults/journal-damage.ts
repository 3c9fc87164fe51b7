/** What can happen to the proxy's journal while nobody runs: a disk that lies, a backup that is put back, somebody who tidies up. */
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Damage = (dataDir: string) => void

const pathOf = (dataDir: string) => join(dataDir, 'journal.jsonl')
const linesOf = (dataDir: string) => readFileSync(pathOf(dataDir), 'utf8').split('\n').slice(0, -1)
const write = (dataDir: string, lines: readonly string[]) => writeFileSync(pathOf(dataDir), lines.map((line) => `${line}\n`).join(''))
const replaceBytes = (dataDir: string, change: (bytes: Buffer) => Buffer) => writeFileSync(pathOf(dataDir), change(readFileSync(pathOf(dataDir))))
const garble =
  (word: string): Damage =>
  (dataDir) => {
    const lines = linesOf(dataDir)
    const at = lines.findLastIndex((line) => line.includes(word))
    write(
      dataDir,
      lines.map((line, nth) => (nth === at ? line.replace(word, '"x"') : line)),
    )
  }
const flip =
  (place: (length: number) => number): Damage =>
  (dataDir) =>
    replaceBytes(dataDir, (bytes) => {
      const at = place(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    })

/** A backup as it was when the job began. */
export const keepBackup = (dataDir: string): void => copyFileSync(pathOf(dataDir), join(dataDir, 'backup'))

export const journalDamages: Readonly<Record<string, Damage>> = {
  'a registration is garbled': garble('"try"'),
  'a mark is garbled': garble('"sending"'),
  'a bit is flipped at its end': flip((length) => length - 20),
  'a bit is flipped in its middle': flip((length) => Math.floor(length / 2)),
  'NUL bytes stand at its end': (dataDir) => replaceBytes(dataDir, (bytes) => Buffer.concat([bytes, Buffer.alloc(512)])),
  'random bytes stand at its end': (dataDir) => replaceBytes(dataDir, (bytes) => Buffer.concat([bytes, Buffer.from('9f3a00ff8812', 'hex')])),
  'a line is cut off': (dataDir) => write(dataDir, linesOf(dataDir).slice(0, -1)),
  'two lines are cut off': (dataDir) => write(dataDir, linesOf(dataDir).slice(0, -2)),
  'half a line is cut off': (dataDir) => replaceBytes(dataDir, (bytes) => bytes.subarray(0, -30)),
  'everything is cut off': (dataDir) => truncateSync(pathOf(dataDir)),
  'it is deleted': (dataDir) => rmSync(pathOf(dataDir)),
  'a backup is restored': (dataDir) => copyFileSync(join(dataDir, 'backup'), pathOf(dataDir)),
  'its key is emptied': (dataDir) => truncateSync(join(dataDir, 'journal.key')),
  'another data directory is used': (dataDir) => {
    rmSync(pathOf(dataDir))
    rmSync(join(dataDir, 'journal.key'))
  },
}
