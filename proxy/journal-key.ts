/** A key of this machine, so that the journal's digests tell nobody else anything and nobody else can write a line that counts. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

const keyBytes = 32

/** A key that is too short, as a start on a full disk leaves one, is none: another is made, and the lines of the old one no longer vouch. */
export function readJournalKey(dataDir: string): Buffer {
  const path = join(dataDir, 'journal.key')
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile()) throw new ConfigError(`${path} is not a plain file. Move it away and start again.`)
  const kept = found === undefined ? null : readFileSync(path)
  return kept !== null && kept.length === keyBytes ? kept : makeKey(path)
}

/** Whole on disk under another name first, so that no half of one is ever found under its own. */
function makeKey(path: string): Buffer {
  const key = randomBytes(keyBytes)
  const draft = `${path}.new`
  try {
    rmSync(draft, { force: true })
    const file = openSync(draft, 'wx', 0o600)
    try {
      for (let done = 0; done < key.length;) done += writeSync(file, key, done)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
    return key
  } catch (error) {
    rmSync(draft, { force: true })
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new ConfigError(`${path} cannot be written${code}. Free some disk space, or set ROLLCALL_DATA_DIR to a folder that can be written, and start again.`)
  }
}
