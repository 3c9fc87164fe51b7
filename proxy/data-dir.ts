/** The folder of token and journal: for its owner only, and never a folder that was there for something else. */
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { ConfigError } from './config.ts'

/** A folder that is open to others is closed where it is empty or ours; any other may be /tmp or a home, and is left alone. */
export function prepareDataDir(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const { uid, mode } = statSync(path)
    if (process.getuid !== undefined && uid !== process.getuid())
      throw new ConfigError(`${path} belongs to another user of this machine. Set ROLLCALL_DATA_DIR to a folder that is yours.`)
    if (process.platform === 'win32' || (mode & 0o077) === 0) return
    const names = readdirSync(path)
    if (names.length > 0 && !names.includes('journal.key'))
      throw new ConfigError(`Others on this machine can look into ${path}, and it holds other files. Set ROLLCALL_DATA_DIR to a folder of its own.`)
    chmodSync(path, 0o700)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError(`The data directory ${path} cannot be made or opened. Set ROLLCALL_DATA_DIR to a folder that is yours.`)
  }
}
