/** Attacks on where Rollcall is found: other addresses, other names, other targets than a plain path, and files that are not the app's. */
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asPage, sendRaw, startBuiltOn, startUpstream, type BuiltRollcall, type TestUpstream } from './attack-driver.ts'
import { readStaticFiles } from '../static-files.ts'

let upstream: TestUpstream
let rollcall: BuiltRollcall
let asset: string

beforeAll(async () => {
  upstream = await startUpstream()
  rollcall = await startBuiltOn(upstream)
  asset = /\/assets\/index-[\w-]+\.js/.exec((await get('/')).body)?.[0] ?? ''
  expect(asset).not.toBe('')
})
afterAll(async () => {
  await rollcall.stop()
  await upstream.stop()
})
beforeEach(() => {
  upstream.seen.length = 0
})

/** A page that is opened from the address bar. */
const get = (target: string, host = `127.0.0.1:${rollcall.port}`) =>
  sendRaw(rollcall.port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n`)

const expectNothingGiven = (answer: { readonly text: string }) => {
  expect(answer.text).not.toContain(rollcall.token)
  expect(answer.text).not.toContain('<div id="root">')
  expect(upstream.seen).toEqual([])
}

test('A1: the machine’s other addresses are refused, whatever HOST says', async () => {
  const others = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ internal }) => !internal).map(({ address }) => address))
  for (const HOST of ['0.0.0.0', '::', '0', '0x0', '::ffff:0.0.0.0', '']) {
    const another = await startBuiltOn(upstream, { HOST, HOSTNAME: HOST, ROLLCALL_HOST: HOST })
    try {
      for (const address of ['127.0.0.2', '::1', ...others.filter((each) => !each.startsWith('fe80'))])
        expect([address, (await sendRaw(another.port, 'GET / HTTP/1.0\r\n\r\n', { host: address, mostMs: 500 })).text]).toEqual([address, ''])
      expect((await sendRaw(another.port, asPage(another, 'GET', '/'))).status).toBe(200)
    } finally {
      await another.stop()
    }
  }
})

test('A2: under a name that is not its own, nothing is served: no page, no asset, no answer', async () => {
  const { port } = rollcall
  const names = [
    'evil.test',
    `evil.test:${port}`,
    'localhost.evil.com',
    `localhost.evil.com:${port}`,
    `evillocalhost:${port}`,
    '127a0b0c1',
    `127a0b0c1:${port}`,
    `localhost:${port + 1}`,
    'localhost',
    '127.0.0.1',
    `0.0.0.0:${port}`,
    `192.168.1.2:${port}`,
    `127.0.0.1:${port}.evil.test`,
    `127.0.0.1.:${port}`,
    `LOCALHOST:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
  ]
  for (const host of names)
    for (const target of ['/', asset, '/api/systemusers', '/rollcall/status', '/nothing/here']) {
      const answer = await sendRaw(port, asPage(rollcall, 'GET', target, { host, origin: `http://${host}` }))
      expect([host, target, [400, 421].includes(answer.status)]).toEqual([host, target, true])
      expectNothingGiven(answer)
    }
  expect((await get('/', `localhost:${port}`)).status).toBe(200)
})

test('A3: a missing, doubled, broken or endless Host is refused, and the next request is answered', async () => {
  const hosts = [
    'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\r\nHost: evil.test\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\r\nHost: 127.0.0.1:${rollcall.port}\r\n\r\n`,
    'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: [::1]:${rollcall.port}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${'a'.repeat(8_192)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\0.evil.test\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}@evil.test\r\n\r\n`,
    'GET / HTTP/1.1\r\nHost:\r\n\r\n',
  ]
  for (const bytes of hosts) {
    const answer = await sendRaw(rollcall.port, bytes)
    expect([bytes.slice(0, 90), answer.status]).toEqual([bytes.slice(0, 90), 400])
    expectNothingGiven(answer)
  }
  expect((await get('/')).status).toBe(200)
})

test('A3: headers behind so many others that nobody would look at them are refused', async () => {
  const filler = Object.fromEntries(Array.from({ length: 70 }, (_, nth) => [`x-filler-${nth}`, '1']))
  const many = Array.from({ length: 2_100 }, (_, nth) => `x-${nth}: 1\r\n`).join('')
  const page = (extra: string) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\r\n${extra}Connection: close\r\n\r\n`
  const answers = [
    await sendRaw(rollcall.port, asPage(rollcall, 'GET', '/rollcall/status', filler)),
    await sendRaw(rollcall.port, page(`${many.slice(0, 14_000).replace(/[^\n]*$/, '')}Host: evil.test\r\n`)),
  ]
  for (const answer of answers) {
    expect([400, 431]).toContain(answer.status)
    expectNothingGiven(answer)
  }
  expect((await sendRaw(rollcall.port, page(''))).status).toBe(200)
})

test('a request of another version of HTTP is refused', async () => {
  const answer = await sendRaw(rollcall.port, `GET / HTTP/1.0\r\nHost: 127.0.0.1:${rollcall.port}\r\n\r\n`)
  expect(answer.status).toBe(400)
  expectNothingGiven(answer)
})

test('A4: a target that names another machine goes nowhere', async () => {
  for (const target of ['//evil/x', '/\\evil/x', 'http://evil/x', 'http://evil/api/systemusers', '@evil', '/api/systemusers\\..', 'evil']) {
    const answer = await sendRaw(rollcall.port, asPage(rollcall, 'GET', target))
    expect([target, answer.status]).toEqual([target, 400])
    expectNothingGiven(answer)
  }
  const tunnel = await sendRaw(rollcall.port, `CONNECT evil:443 HTTP/1.1\r\nHost: 127.0.0.1:${rollcall.port}\r\n\r\n`)
  expect([tunnel.status, tunnel.isClosed]).toEqual([405, true])
  expect((await sendRaw(rollcall.port, asPage(rollcall, 'OPTIONS', '*'))).status).toBe(400)
  expect(upstream.seen).toEqual([])
})

test('A19: a link in the build that leads out of it is not served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-links-'))
  writeFileSync(join(folder, 'index.html'), '<div id="root"></div>')
  writeFileSync(join(folder, '..', 'rollcall-secret.txt'), 'a secret')
  symlinkSync(join(folder, '..', 'rollcall-secret.txt'), join(folder, 'linked.txt'))
  symlinkSync(join(folder, '..'), join(folder, 'above'))
  const files = readStaticFiles(folder)
  for (const [url, status] of [
    ['/', 200],
    ['/linked.txt', 404],
    ['/above/rollcall-secret.txt', 404],
  ] as const) {
    let answered = 0
    const response = { writeHead: (code: number) => ((answered = code), response), end: () => undefined }
    files({ method: 'GET', url, headers: {} } as IncomingMessage, response as unknown as ServerResponse)
    expect([url, answered]).toEqual([url, status])
  }
})

test('A12: no path can be upgraded to another protocol', async () => {
  for (const target of ['/', '/api/systemusers', '/rollcall/status', '/nothing'])
    for (const protocol of ['websocket', 'h2c']) {
      const answer = await sendRaw(
        rollcall.port,
        asPage(rollcall, 'GET', target, {
          connection: 'Upgrade',
          upgrade: protocol,
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          'sec-websocket-version': '13',
        }),
      )
      expect([answer.status, answer.isClosed]).toEqual([0, true])
    }
  expect(upstream.seen).toEqual([])
})

test('A19: no address reaches a file that is not part of the app', async () => {
  const targets = [
    '/../.env',
    '/%2e%2e/.env',
    '/..%5c.env',
    '/..%2f..%2fetc/passwd',
    '/.env',
    '/.env::$DATA',
    '/ENV~1',
    '/.git/config',
    '/index.html/../../proxy/main.js',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/',
    '/assets',
    '/package.json',
    '/main.js',
    '/token',
    `${asset}.map`,
    `${asset}?raw??`,
    `${asset}?import&raw`,
    `${asset}?url`,
    `${asset}%00.html`,
    asset.replace('.js', '.%6as'),
    asset.replace('/assets', '/%61ssets'),
    asset.replace('/assets', '/ASSETS'),
    `/${asset.slice(1)}/`,
    '/@fs/etc/passwd',
    '/@vite/client',
    '/src/main.tsx',
    '/__proto__',
    '/constructor',
    '/drafts/../../token',
    '/jobs/%2e%2e',
    '/robots.txt',
  ]
  for (const target of targets) expect([target, (await get(target)).status]).toEqual([target, 404])
  expect((await sendRaw(rollcall.port, asPage(rollcall, 'GET', asset))).status).toBe(200)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])
    expect((await sendRaw(rollcall.port, asPage(rollcall, method, '/'))).status).toBe(405)
})

test('who mistypes an address at a browser gets the app, which says so; a file that is not there stays a bare 404', async () => {
  const asked = (target: string) => sendRaw(rollcall.port, asPage(rollcall, 'GET', target, { accept: 'text/html,*/*' }))
  for (const target of ['/jobs/a/b', `/jobs/${'a'.repeat(201)}`, '/nothing', '/drafts/x/y/z']) {
    const { status, text } = await asked(target)
    expect([target, status, text.includes('<div id="root">')]).toEqual([target, 404, true])
  }
  for (const target of ['/nothing.js', '/jobs/%2e%2e', `${asset}x`, '/drafts/../x']) {
    const { status, text } = await asked(target)
    expect([target, status, text.includes('<div id="root">')]).toEqual([target, 404, false])
  }
})
