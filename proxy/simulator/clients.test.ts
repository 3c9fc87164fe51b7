/** JumpCloud's own clients are answered as they expect: the shapes of their requests, run against the simulator one after the other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bulkRequests, readRequests, writeRequests, type ClientRequest } from './client-requests.ts'
import { startSimulator, type Simulator } from './server.ts'

let simulator: Simulator
const stand: Record<string, string> = {}
beforeAll(async () => {
  simulator = await startSimulator({ users: 230, rate: 100_000 })
  const { results } = (await ask('GET', '/api/systemusers?limit=1&sort=_id')).body as { results: { _id: string; username: string }[] }
  stand['{user}'] = results[0]?._id ?? ''
  stand['{username}'] = results[0]?.username ?? ''
  stand['{organization}'] = ((await ask('GET', '/api/organizations')).body as { results: { _id: string }[] }).results[0]?._id ?? ''
  const three = ['a', 'b', 'c'].map((name) => ({ id: stand['{user}'], jobTitle: name }))
  stand['{job}'] = ((await ask('PATCH', '/api/v2/bulk/users', three)).body as { jobId: string }).jobId
})
afterAll(() => simulator.stop())

const filled = (text: string): string => text.replaceAll(/\{\w+\}/g, (name) => stand[name] ?? name)
/** As the clients send them: URLs encoded as they come, bodies as JSON. */
async function ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }) {
  const response = await fetch(`${simulator.url}${filled(path)}`, {
    method,
    headers: { 'X-API-KEY': simulator.apiKey, ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)])) },
    ...(body === undefined ? {} : { body: filled(JSON.stringify(body)) }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

function holds(found: unknown, wanted: unknown, at: string) {
  if (wanted instanceof RegExp) return expect(String(found), at).toMatch(wanted)
  if (typeof wanted !== 'object' || wanted === null) return expect(found, at).toEqual(typeof wanted === 'string' ? filled(wanted) : wanted)
  for (const [name, part] of Object.entries(wanted)) {
    const inside = found as Record<string, unknown>
    if (name.startsWith('#')) expect(name === '#' ? inside : inside[name.slice(1)], `${at} ${name}`).toHaveLength(part as number)
    else holds(inside[name], part, `${at}.${name}`)
  }
}

const run = async ({ method, path, headers, body, status, answer }: ClientRequest) => {
  const found = await ask(method, path, body, headers ?? {})
  expect([found.status, found.body]).toEqual([status, found.body])
  holds(found.body, answer, 'answer')
}

describe.each([
  ['read', readRequests],
  ['work in bulk', bulkRequests],
  ['write', writeRequests],
])('clients %s', (_, requests) => {
  test.each(requests.map((request) => [request.source, request.does, request] as const))('%s %s', async (_source, _does, request) => run(request))
})

test('JumpCloud’s module reads a directory of 2,300 users in three searches', async () => {
  const large = await startSimulator({ users: 2_300, rate: 100_000 })
  const seen = new Set<string>()
  let searches = 0
  for (let skip = 0; skip <= seen.size; skip += 1_000) {
    const response = await fetch(`${large.url}/api/search/systemusers`, {
      method: 'POST',
      headers: { 'X-API-KEY': large.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ filter: [{}], limit: 1_000, skip }),
    })
    searches += 1
    for (const { _id } of ((await response.json()) as { results: { _id: string }[] }).results) seen.add(_id)
  }
  await large.stop()
  expect([seen.size, searches]).toEqual([2_300, 3])
})
