/** One proxy a data directory: the lock is a listening socket, which dies with its process however that ends. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, openSync, realpathSync, statSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/** A Unix socket's path may be about 100 bytes long. */
const mostPathBytes = 100

/**
 * One address a directory, whatever path leads to it and whatever the environment says. The socket lies in the directory; where its path is too long it
 * is reached by way of the open directory (Linux), or stands in a fixed folder under the directory's own number.
 */
function addressOf(dataDir: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\rollcall-${createHash('sha256').update(dataDir.toLowerCase()).digest('hex').slice(0, 16)}`
  const inside = join(dataDir, 'lock')
  if (Buffer.byteLength(inside) < mostPathBytes) return inside
  if (existsSync('/proc/self/fd')) return `/proc/self/fd/${openSync(dataDir, 'r')}/lock`
  const { dev, ino } = statSync(dataDir)
  return `/tmp/rollcall-${dev}-${ino}.lock`
}

/** Long enough for another that found the same dead socket to have taken ours away by now. */
const settleMs = 150

export async function lockDataDir(dataDir: string): Promise<Server> {
  const address = addressOf(realpathSync(dataDir))
  const inUse = new ConfigError(`Another Rollcall is running on ${dataDir}. Use its page, stop it, or set ROLLCALL_DATA_DIR to another folder.`)
  const name = randomUUID()
  const first = await listen(address, name).catch(() => null)
  if (first !== null) return first
  // A socket file outlives a killed process: only one that nobody answers may be taken away.
  if (process.platform === 'win32' || (await holderOf(address)) !== null) throw inUse
  if (existsSync(address)) unlinkSync(address)
  const second = await listen(address, name).catch(() => {
    throw inUse
  })
  await new Promise((resolve) => void setTimeout(resolve, settleMs))
  if ((await holderOf(address)) === name) return second
  // Closing would take away the socket file of the one who has it now.
  second.unref()
  throw inUse
}

/** The lock says its name to whoever asks. */
const listen = (address: string, name: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end(name)
    })
    server.once('error', reject)
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })

/** Null where nobody answers. */
const holderOf = (address: string): Promise<string | null> =>
  new Promise((resolve) => {
    let name = ''
    const socket = connect(address)
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (name += chunk.toString()))
    socket.once('error', () => resolve(null))
    socket.once('close', () => resolve(name))
  })
