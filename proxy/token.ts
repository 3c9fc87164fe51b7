/** The token that lets one browser in: made at the first start, kept 0600, compared in constant time. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

const form = /^[A-Za-z0-9_-]{43}$/

export function readToken(dataDir: string, makeNew: boolean): string {
  const path = join(dataDir, 'token')
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile()) throw new ConfigError(`${path} is not a plain file. Move it away and start again.`)
  if (!makeNew && found !== undefined) {
    const { mode } = found
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ConfigError(`Others on this machine can read the token file ${path}. Run npm start -- --new-token to make another link.`)
    const kept = readFileSync(path, 'utf8').trim()
    if (form.test(kept)) return kept
  }
  const token = randomBytes(32).toString('base64url')
  // A mode is given to new files only.
  rmSync(path, { force: true })
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' })
  return token
}

/** How much of it is right does not show in the time taken; its length is no secret. */
export function isToken(given: string | undefined, token: string): boolean {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(token)]
  return left.length === right.length && timingSafeEqual(left, right)
}
