/** One proxy a data directory: the lock is a listening socket, which dies with its process however that ends. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { existsSync, unlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/** A Unix socket's path has little room, so it stands for the directory by a digest where that is long. */
function addressOf(dataDir: string): string {
  const name = `rollcall-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  const inside = join(dataDir, 'lock')
  return inside.length < 100 ? inside : join(tmpdir(), `${name}.lock`)
}

export async function lockDataDir(dataDir: string): Promise<Server> {
  const address = addressOf(dataDir)
  const inUse = new ConfigError(`Another Rollcall is running on ${dataDir}. Use its page, stop it, or set ROLLCALL_DATA_DIR to another folder.`)
  try {
    return await listen(address)
  } catch {
    // A socket file outlives a killed process: only one that nobody answers may be taken away.
    if (process.platform === 'win32' || (await answers(address))) throw inUse
    if (existsSync(address)) unlinkSync(address)
    return listen(address).catch(() => {
      throw inUse
    })
  }
}

const listen = (address: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })

const answers = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
