/** The token that lets one browser in: made at the first start, kept 0600, compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const form = /^[A-Za-z0-9_-]{43}$/

export function readToken(dataDir: string, makeNew: boolean): string {
  const path = join(dataDir, 'token')
  if (!makeNew && existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim()
    if (form.test(kept)) return kept
  }
  const token = randomBytes(32).toString('base64url')
  // A mode is given to new files only.
  rmSync(path, { force: true })
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' })
  return token
}

/** Digests are compared, so that neither length nor content shows in the time taken. */
export function isToken(given: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(token))
}
