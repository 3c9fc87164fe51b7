/** Behind a company's forward proxy, JumpCloud is reached through it, and only JumpCloud can read what is sent. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { holdKey } from './credentials.ts'
import { openUpstream, type UpstreamError, type UpstreamAnswer, type UpstreamCall } from './forward.ts'
import { forwardProxyFor } from './forward-proxy.ts'
import { openJournal } from './journal.ts'
import { sendOnce } from './send.ts'
import { startForwardProxy, startTlsServer, type TestForwardProxy, type TestTlsServer } from './test-forward-proxy.ts'

const url = 'https://console.jumpcloud.com'
const read: UpstreamCall = { method: 'GET', route: '/api/systemusers', target: '/api/systemusers', organizationId: null, body: null, isSend: false }
const send: UpstreamCall = { ...read, method: 'POST', target: '/api/v2/bulk/users', body: Buffer.from('[{"username":"ana"}]'), isSend: true }
const failure = (call: Promise<UpstreamAnswer>): Promise<UpstreamError> =>
  call.then(
    () => {
      throw new Error('it was answered')
    },
    (error: unknown) => error as UpstreamError,
  )

describe('which requests take the forward proxy', () => {
  const shown = (env: Record<string, string>, to = url) => forwardProxyFor(to, env)?.shown ?? null
  test.each([
    ['HTTPS_PROXY names it', { HTTPS_PROXY: 'http://proxy.example:3128' }, 'proxy.example:3128'],
    ['lower case counts, and comes first', { HTTPS_PROXY: 'http://other:1', https_proxy: 'http://proxy.example:3128' }, 'proxy.example:3128'],
    ['without a scheme, http is meant', { HTTPS_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
    ['its user and password are not shown', { HTTPS_PROXY: 'http://ana:s3cret@proxy.example' }, 'proxy.example:80'],
    ['without it, the connection is direct', {}, null],
    ['HTTP_PROXY is for plain HTTP only', { HTTP_PROXY: 'http://proxy.example:3128' }, null],
    ['NO_PROXY names the host', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.example, console.jumpcloud.com' }, null],
    ['NO_PROXY names its domain', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.jumpcloud.com' }, null],
    ['NO_PROXY names everything', { HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, null],
    ['NO_PROXY names host and port', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'jumpcloud.com:443' }, null],
    ['NO_PROXY names another port', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'jumpcloud.com:8443' }, 'p:1'],
    ['NO_PROXY names another domain with the same end', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'cloud.com' }, 'p:1'],
  ])('%s', (_, env, expected) => expect(shown(env as Record<string, string>)).toBe(expected))

  test.each(['https://127.0.0.1:4821', 'https://localhost:1', 'https://[::1]:1', 'http://127.0.0.1:4821'])(
    'this machine is never reached through it: %s',
    (to) => expect(shown({ HTTPS_PROXY: 'http://proxy.example:3128' }, to)).toBeNull(),
  )

  test.each(['socks5://ana:s3cret@proxy.example', 'http://ana:s3cret@proxy.example/path', 'http://ana:%zz@proxy.example', 'http://'])(
    'an address that is none stops the start, and its password is not shown: %s',
    (HTTPS_PROXY) => {
      const start = () => readConfig({ JUMPCLOUD_API_KEY: 'a_key_of_the_test', JUMPCLOUD_REGION: 'us', HTTPS_PROXY })
      expect(start).toThrow(/^HTTPS_PROXY is not an address such as/)
      expect(start).not.toThrow(/s3cret/)
    },
  )
})

describe('through a forward proxy', () => {
  let jumpCloud: TestTlsServer
  let proxy: TestForwardProxy
  let keysSeen: unknown[]
  beforeEach(async () => {
    keysSeen = []
    jumpCloud = await startTlsServer('console.jumpcloud.com', ({ headers, url: path }, response) => {
      keysSeen.push(headers['x-api-key'])
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ path, jobId: 'a'.repeat(24), proxy: headers['proxy-authorization'] }))
    })
    proxy = await startForwardProxy(jumpCloud.port)
  })
  afterEach(async () => {
    await proxy.stop()
    await jumpCloud.stop()
  })
  const upstreamOf = (env: Record<string, string>, ca?: string) =>
    openUpstream(url, holdKey('a_key_of_the_test'), { forwardProxy: forwardProxyFor(url, env), ...(ca === undefined ? {} : { ca }) })
  const through = () => upstreamOf({ HTTPS_PROXY: `http://ana:s3cret%21@127.0.0.1:${proxy.port}` }, jumpCloud.ca)

  test('reads share a tunnel, a send has its own, and the proxy’s password reaches the proxy only', async () => {
    const upstream = through()
    const first = await upstream.call(read)
    const second = await upstream.call(read)
    expect((await upstream.call(send)).status).toBe(200)
    upstream.close()
    expect([first.status, second.status]).toEqual([200, 200])
    expect(JSON.parse(first.body.toString())).toEqual({ path: '/api/systemusers', jobId: 'a'.repeat(24) })
    const asked = { authority: 'console.jumpcloud.com:443', authorization: `Basic ${Buffer.from('ana:s3cret!').toString('base64')}` }
    expect(proxy.asked).toEqual([asked, asked])
    expect(keysSeen).toEqual(['a_key_of_the_test', 'a_key_of_the_test', 'a_key_of_the_test'])
  })

  test('a proxy that opens TLS itself with a certificate of its own gets no key', async () => {
    const upstream = upstreamOf({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    const error = await failure(upstream.call(send))
    upstream.close()
    expect([error.accepted, keysSeen]).toEqual(['no', []])
    expect(error.message).toMatch(/self.signed certificate/)
  })

  test('a certificate of another name is refused', async () => {
    const other = await startTlsServer('other.example', (_, response) => response.end())
    const astray = await startForwardProxy(other.port)
    const error = await failure(upstreamOf({ HTTPS_PROXY: `http://127.0.0.1:${astray.port}` }, other.ca).call(send))
    await astray.stop()
    await other.stop()
    expect([error.accepted, error.message]).toEqual(['no', expect.stringMatching(/altnames|does not match/)])
  })

  test.each([407, 403, 502])('a CONNECT that is refused with %i is proof that nothing was sent, and the batch can be sent again', async (status) => {
    proxy.refuse = status
    const upstream = through()
    const journal = openJournal(mkdtempSync(join(tmpdir(), 'rollcall-tunnel-')), 'us')
    const key = 'a-key-of-the-test-0000'
    const request = { key, method: 'POST', body: send.body ?? Buffer.alloc(0), organizationId: 'b'.repeat(24), users: 1 } as const
    const end = await sendOnce(journal, request, () => upstream.call(send))
    expect(end).toMatchObject({ kind: 'refused', refusal: { rule: 'unreachable', ambiguous: false } })
    expect(end.kind === 'refused' ? end.refusal.message : '').toContain(`the forward proxy 127.0.0.1:${proxy.port} refused the connection (status ${status}`)
    expect(JSON.stringify(end)).not.toMatch(/s3cret|YW5h/)
    expect(journal.get(key).state).toBe('not-accepted')
    proxy.refuse = null
    expect(await sendOnce(journal, request, () => upstream.call(send))).toMatchObject({ kind: 'answered' })
    upstream.close()
    journal.close()
  })

  test('a forward proxy that is not there is named without its password, and nothing was sent', async () => {
    const { port } = proxy
    await proxy.stop()
    const error = await failure(upstreamOf({ HTTPS_PROXY: `http://ana:s3cret@127.0.0.1:${port}` }).call(send))
    expect([error.accepted, error.message]).toEqual(['no', `the forward proxy 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`])
    proxy = await startForwardProxy(jumpCloud.port)
  })
})
