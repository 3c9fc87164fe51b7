/** A connection that fails says at which step, over real sockets. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { holdKey } from '../credentials.ts'
import { openUpstream } from '../forward.ts'
import { forwardProxyFor } from '../forward-proxy.ts'
import { knownOrganizations } from '../organizations.ts'
import { startForwardProxy, startTlsServer } from '../test-forward-proxy.ts'
import { startTestRollcall } from '../test-rollcall.ts'
import { testConnection } from './test-connection.ts'

const key = 'a_key_of_the_test_9xyz'
const org = 'a'.repeat(24)
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

interface Setting {
  readonly url: string
  readonly env?: Record<string, string>
  readonly ca?: string
  readonly organizationId?: string | null
  readonly configured?: string | null
}

/** State and sentence of each step, the untested ones apart. */
async function testing({ url, env = {}, ca, organizationId = org, configured = null }: Setting): Promise<Record<string, string>> {
  const forwardProxy = forwardProxyFor(url, env)
  const upstream = openUpstream(url, holdKey(key), { forwardProxy, ...(ca === undefined ? {} : { ca }) })
  stops.push(() => Promise.resolve(upstream.close()))
  const organizations = knownOrganizations(upstream, configured)
  const steps = await testConnection({ url, forwardProxy, ca }, { upstream, organizations, organizationId, region: 'US', keyEnding: '9xyz' })
  expect(steps.map(({ step }) => step)).toEqual(['name', 'port', 'certificate', 'key', 'organization', 'read', 'rate'])
  expect(JSON.stringify(steps)).not.toContain(key)
  const untested = 'An earlier step failed.'
  return Object.fromEntries(steps.flatMap(({ step, state, sentence }) => (sentence === untested ? [] : [[step, `${state}: ${sentence}`]])))
}

async function startServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** JumpCloud as far as the test asks: by path, a status, a body and Retry-After. */
const answering =
  (answers: { readonly list?: readonly [number, unknown?]; readonly users?: readonly [number, unknown?]; readonly retryAfter?: string }): RequestListener =>
  ({ url = '' }, response) => {
    const [status, body] = (url.startsWith('/api/organizations') ? answers.list : answers.users) ?? [200]
    const usual = url.startsWith('/api/organizations') ? { totalCount: 1, results: [{ _id: org }] } : { totalCount: 512, results: [] }
    response
      .writeHead(status, { 'content-type': 'application/json', ...(answers.retryAfter === undefined ? {} : { 'retry-after': answers.retryAfter }) })
      .end(JSON.stringify(body ?? (status === 200 ? usual : { message: `words of status ${status}` })))
  }

describe('reaching JumpCloud', () => {
  test('a name that does not resolve', async () => {
    const found = await testing({ url: 'https://console.jumpcloud.invalid' })
    expect(Object.keys(found)).toEqual(['name'])
    expect(found['name']).toMatch(/^failed: console\.jumpcloud\.invalid has no address on this network \((ENOTFOUND|EAI_AGAIN|EAI_FAIL)\)\. Check the network/)
  })

  test('a port that refuses', async () => {
    const url = await startServer((_, response) => response.end())
    await stops.pop()?.()
    const { port } = new URL(url)
    expect(await testing({ url })).toEqual({
      name: 'passed: 127.0.0.1 is an address, so no name is looked up.',
      port: `failed: 127.0.0.1 refused the connection on port ${port} (ECONNREFUSED). A firewall may block it; if your company uses a proxy, set HTTPS_PROXY.`,
    })
  })

  test('a certificate that nobody vouches for, and what to do behind a network that inspects TLS', async () => {
    const server = await startTlsServer('127.0.0.1', answering({}))
    stops.push(() => server.stop())
    const found = await testing({ url: `https://127.0.0.1:${server.port}` })
    expect(Object.keys(found)).toEqual(['name', 'port', 'certificate'])
    expect(found['certificate']).toMatch(/^failed: .*authority that Node doesn’t trust \(DEPTH_ZERO_SELF_SIGNED_CERT\).*set NODE_EXTRA_CA_CERTS/)
    expect(await testing({ url: `https://127.0.0.1:${server.port}`, ca: server.ca })).toMatchObject({
      certificate: 'passed: The certificate of 127.0.0.1 is valid until 2049-12-31, issued by 127.0.0.1.',
      read: expect.stringMatching(/^passed: Users can be read: 512 in the directory/) as string,
    })
  })

  test('a certificate of another name, and a port on which nobody speaks TLS', async () => {
    const server = await startTlsServer('other.example', answering({}))
    stops.push(() => server.stop())
    expect((await testing({ url: `https://127.0.0.1:${server.port}`, ca: server.ca }))['certificate']).toMatch(
      /^failed: The certificate belongs to another name/,
    )
    const plain = (await startServer(answering({}))).replace('http:', 'https:')
    expect((await testing({ url: plain }))['certificate']).toMatch(/^failed: (A secure connection to|127\.0\.0\.1 closed)/)
  })

  test('a forward proxy that refuses, asks for a password, or is not there', async () => {
    const server = await startTlsServer('console.jumpcloud.com', answering({}))
    const proxy = await startForwardProxy(server.port)
    stops.push(
      () => server.stop(),
      () => proxy.stop(),
    )
    const ask = () => testing({ url: 'https://console.jumpcloud.com', env: { HTTPS_PROXY: `http://ana:s3cret@127.0.0.1:${proxy.port}` }, ca: server.ca })
    proxy.refuse = 407
    expect((await ask())['port']).toBe(`failed: The proxy 127.0.0.1:${proxy.port} wants a user name and password (status 407). Put them into HTTPS_PROXY.`)
    proxy.refuse = 403
    expect((await ask())['port']).toMatch(/refused to connect to console\.jumpcloud\.com, port 443 \(status 403\)/)
    proxy.refuse = null
    expect(await ask()).toMatchObject({ port: expect.stringMatching(/^passed: The proxy/) as string, read: expect.stringMatching(/^passed/) as string })
    await proxy.stop()
    expect((await ask())['port']).toMatch(/can’t be reached\. Correct HTTPS_PROXY/)
  })
})

describe('what the key opens', () => {
  const asked = async (answers: Parameters<typeof answering>[0], setting: Partial<Setting> = {}) =>
    testing({ url: await startServer(answering(answers)), ...setting })

  test.each([401, 302])('a refused key (%i) names both causes, and no other region is asked', async (status) => {
    const { key: found, ...others } = await asked({ list: [status] })
    expect(found).toMatch(
      /^failed: JumpCloud US refused the key \(status \d+\)\. It is wrong, revoked or expired, or belongs to another region: correct JUMPCLOUD_API_KEY or JUMPCLOUD_REGION\./,
    )
    expect(Object.keys(others)).toEqual(['name', 'port', 'certificate'])
  })

  test('an organization that the key does not open', async () => {
    const other = 'b'.repeat(24)
    expect((await asked({}, { organizationId: other }))['organization']).toBe(
      `failed: This key doesn’t open the organization ${other}. Choose another organization, or use a key of this one.`,
    )
  })

  test('no organization chosen', async () => expect((await asked({}, { organizationId: null }))['organization']).toMatch(/^failed: No organization is chosen/))

  test.each([
    [400, 'doesn’t accept', 'words of status 400'],
    [401, 'refused the key for the organization', 'words of status 401'],
    [404, 'has no organization', 'words of status 404'],
  ])('JumpCloud’s own %i about the organization, with its words', async (status, words, theirs) => {
    const { organization } = await asked({ users: [status] })
    expect(organization).toMatch(/^failed: /)
    expect(organization).toContain(words)
    expect(organization).toContain(`JumpCloud said: “${theirs}”.`)
  })

  test('a key that may not list organizations works with the one that is set, and says so', async () => {
    const found = await asked({ list: [403] }, { configured: org })
    expect(found['key']).toBe('passed: JumpCloud knows the key that ends in 9xyz. It may not list organizations.')
    expect(found['read']).toMatch(/^passed/)
    expect((await asked({ list: [403] }))['organization']).toMatch(/^failed: This API key may not list organizations \(status 403\)\. Set JUMPCLOUD_ORG_ID/)
  })

  test('a key that may not read users', async () =>
    expect(await asked({ users: [403] })).toMatchObject({
      organization: `passed: The key opens the organization ${org}.`,
      read: 'failed: The key may not read users. Use the key of an administrator whose role allows it. JumpCloud said: “words of status 403”.',
    }))

  test('a limit of the rate, with and without advice', async () => {
    expect((await asked({ list: [429], retryAfter: '20' }))['rate']).toBe(
      'failed: JumpCloud asked to slow down (status 429). Wait 20 seconds, then test again.',
    )
    const found = await asked({ users: [429] })
    expect([found['read'], found['rate']]).toEqual([
      'skipped: JumpCloud asked to slow down.',
      'failed: JumpCloud asked to slow down (status 429). Wait a minute, then test again.',
    ])
  })

  test('an error of JumpCloud, and an answer that is no list of users', async () => {
    expect((await asked({ users: [503] }))['read']).toMatch(/^failed: JumpCloud answered with status 503/)
    expect((await asked({ users: [200, 'portal'] }))['read']).toMatch(/^failed: JumpCloud’s list of users is not in the expected form/)
  })

  test('an answer that echoes the key is shown without it', async () =>
    expect((await asked({ list: [401, { message: `unknown key ${key}` }] }))['key']).toContain('JumpCloud said: “unknown key [API key]”.'))
})

test('the route needs the token, takes no body, and tests the simulator whole', async () => {
  const rollcall = await startTestRollcall()
  stops.push(() => rollcall.stop())
  const path = '/rollcall/connection-test'
  const json = { 'content-type': 'application/json' }
  const mine = { ...json, 'x-rollcall-token': rollcall.token }
  expect((await rollcall.send({ method: 'POST', path, headers: json })).status).toBe(401)
  expect((await rollcall.send({ method: 'GET', path, headers: mine })).status).toBe(404)
  expect((await rollcall.send({ method: 'POST', path, headers: mine, body: '{}' })).status).toBe(400)
  expect((await rollcall.send({ method: 'POST', path, headers: { ...mine, 'x-rollcall-organization': 'x' } })).status).toBe(403)
  const list = await rollcall.send({ method: 'GET', path: '/api/organizations?limit=1&skip=0', headers: mine })
  const [{ _id: id }] = (JSON.parse(list.text) as { results: [{ _id: string }] }).results
  const answer = await rollcall.send({ method: 'POST', path, headers: { ...mine, 'x-rollcall-organization': id } })
  const { steps } = JSON.parse(answer.text) as { steps: { step: string; state: string }[] }
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'name passed',
    'port passed',
    'certificate skipped',
    'key passed',
    'organization passed',
    'read passed',
    'rate passed',
  ])
  expect(answer.text).not.toContain(rollcall.apiKey)
})
