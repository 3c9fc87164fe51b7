/** Asks the same question over so many connections at once, each as soon as its last answer is whole; counts answers a second. */
import { connect, type Socket } from 'node:net'

export interface Target {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Answers a second over `ms`, after a quarter of that as warm-up. Rejects at the first answer that is not 200. */
export async function answersPerSecond({ port, path, headers }: Target, connections: number, ms: number): Promise<number> {
  const head = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const question = `GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`
  let counted = 0
  let isCounting = false
  let isOver = false
  const sockets: Socket[] = []
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(question))
      sockets.push(socket)
      let parts: Buffer[] = []
      let left = -1
      socket.on('data', (bytes) => {
        if (left < 0) {
          parts.push(bytes)
          const whole = parts.length === 1 ? bytes : Buffer.concat(parts)
          const end = whole.indexOf('\r\n\r\n')
          if (end < 0) return
          const text = whole.toString('latin1', 0, end)
          if (!text.startsWith('HTTP/1.1 200')) {
            reject(new Error(`${path}: ${whole.toString('latin1', 0, 600)}`))
            return
          }
          const length = /content-length: (\d+)/i.exec(text)?.[1]
          if (length === undefined) {
            // Sent in chunks: the last one is empty.
            if (!whole.subarray(-7).equals(Buffer.from('\r\n0\r\n\r\n'))) return
            left = 0
          } else left = end + 4 + Number(length) - whole.length
          parts = []
        } else left -= bytes.length
        if (left > 0) return
        if (isOver) {
          socket.destroy()
          resolve()
          return
        }
        if (isCounting) counted += 1
        left = -1
        socket.write(question)
      })
      socket.on('error', reject)
    })
  const all = Promise.all(Array.from({ length: connections }, one))
  const timed = (async () => {
    await pause(ms / 4)
    isCounting = true
    const from = performance.now()
    await pause(ms)
    isCounting = false
    return performance.now() - from
  })()
  try {
    const tookMs = await Promise.race([timed, all.then(() => Number.NaN)])
    isOver = true
    await all
    return (counted * 1000) / tookMs
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
