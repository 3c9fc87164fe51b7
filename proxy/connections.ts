/** Bounds the connections: those that ask for nothing make way for those that do. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const most = 1_024
const mostIdle = 200

export interface Connections {
  /** A request has arrived whole enough to be answered. */
  startsAnswer(request: IncomingMessage, response: ServerResponse): void
  isAnswering(socket: Duplex): boolean
}

export function boundConnections(server: Server): Connections {
  /** Oldest first. */
  const idle = new Set<Duplex>()
  const answers = new Map<Duplex, number>()
  const addIdle = (socket: Duplex) => {
    idle.add(socket)
    const [oldest] = idle
    if (idle.size > mostIdle) oldest?.destroy()
  }
  const endsAnswer = (socket: Duplex) => {
    const left = (answers.get(socket) ?? 1) - 1
    if (left > 0) answers.set(socket, left)
    else {
      answers.delete(socket)
      if (!socket.destroyed) addIdle(socket)
    }
  }
  server.maxConnections = most
  server.on('connection', (socket) => {
    addIdle(socket)
    socket.once('close', () => {
      idle.delete(socket)
      answers.delete(socket)
    })
  })
  return {
    startsAnswer({ socket }, response) {
      idle.delete(socket)
      answers.set(socket, (answers.get(socket) ?? 0) + 1)
      response.once('close', () => endsAnswer(socket))
    },
    isAnswering: (socket) => answers.has(socket),
  }
}
