/** A connection that JumpCloud has just closed is no fault of JumpCloud, for a read; a send never takes a used one. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { holdKey } from './credentials.ts'
import { openUpstream, type UpstreamCall } from './forward.ts'

const read: UpstreamCall = { method: 'GET', route: '/api/systemusers', target: '/api/systemusers', organizationId: null, body: null, isSend: false }
const sending: UpstreamCall = { ...read, method: 'POST', body: Buffer.from('[]'), isSend: true }

/** Answers or cuts each request, as `isCut` says; `isFirst`: the first on its connection. */
async function withUpstream(isCut: (isFirst: boolean) => boolean, act: (call: (what: UpstreamCall) => Promise<number>, seen: () => number) => Promise<void>) {
  const known = new Set<Socket>()
  let seen = 0
  const server = createServer((request: IncomingMessage, response) => {
    const isFirst = !known.has(request.socket)
    known.add(request.socket)
    seen += 1
    if (isCut(isFirst)) request.socket.destroy()
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const upstream = openUpstream(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, holdKey('a_key_of_the_test'))
  try {
    await act(
      async (what) => (await upstream.call(what)).status,
      () => seen,
    )
  } finally {
    upstream.close()
    server.closeAllConnections()
    server.close()
  }
}

test('a read on a connection that was closed meanwhile is asked again on a fresh one', () =>
  withUpstream(
    (isFirst) => !isFirst,
    async (call, seen) => {
      expect([await call(read), await call(read)]).toEqual([200, 200])
      expect(seen()).toBe(3)
    },
  ))

test('a read that is cut on a fresh connection is not asked again', () =>
  withUpstream(
    () => true,
    async (call, seen) => {
      await expect(call(read)).rejects.toThrow(/socket hang up|ECONNRESET/)
      expect(seen()).toBe(1)
    },
  ))

test('a send takes a fresh connection, and is never sent again', () =>
  withUpstream(
    (isFirst) => !isFirst,
    async (call, seen) => {
      expect([await call(read), await call(sending), await call(sending)]).toEqual([200, 200, 200])
      expect(seen()).toBe(3)
    },
  ))
