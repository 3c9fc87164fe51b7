/** Ten thousand broken requests, the same ones every time: Rollcall lives, says nothing about itself, and lets nothing through that the table does not name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '../allowlist.ts'
import { asPage, bulk, canaryKey, jobId, sendRaw, startBuiltOn, startUpstream, users, type BuiltRollcall, type TestUpstream } from './attack-driver.ts'

const count = 10_000
const atOnce = 40
const seed = 20_261_124

let upstream: TestUpstream
let rollcall: BuiltRollcall

beforeAll(async () => {
  upstream = await startUpstream()
  rollcall = await startBuiltOn(upstream)
})
afterAll(async () => {
  await rollcall.stop()
  await upstream.stop()
})

/** Mulberry32: small, and the same everywhere. */
function randomFrom(start: number) {
  let state = start
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = (below: number) => number
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T

const spice = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  ':',
  '%00',
  '%0d%0a',
  '../',
  '//',
  '\\',
  '?',
  '&',
  '#',
  '\xff',
  '{',
  '"',
  'HTTP/1.1',
  'HTTP/9.9',
  'chunked',
  'Host: evil',
  'x'.repeat(5_000),
  '-1',
  '99999999999999999999',
  '__proto__',
  '\x1b[2J',
]

const mutations: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => {
    const at = random(text.length)
    return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + 1)
  },
  (text, random) => {
    const at = random(text.length)
    return text.slice(0, at) + pick(random, spice) + text.slice(at)
  },
  (text, random) => {
    const at = random(text.length)
    return text.slice(0, at) + text.slice(at + random(20))
  },
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => {
    const lines = text.split('\r\n')
    lines.splice(random(lines.length), 0, pick(random, lines))
    return lines.join('\r\n')
  },
  (text, random) => {
    const lines = text.split('\r\n')
    lines.splice(random(lines.length), 1)
    return lines.join('\r\n')
  },
  (text, random) => text.replace(/^\S+/, pick(random, ['GET', 'POST', 'PATCH', 'TRACE', 'CONNECT', 'M-SEARCH', 'get', '', 'G'.repeat(300)])),
  (text) => text + text,
]

function requestOf(random: Random): string {
  const body = pick(random, [users, '[{}]', '{"filter":{"and":[]}}', ''])
  let text = pick(random, [
    () => asPage(rollcall, 'GET', pick(random, ['/', '/theme.js', '/jobs/1?page=2', '/rollcall/status', '/api/organizations?limit=5'])),
    () => asPage(rollcall, 'GET', `${bulk}/${jobId}/results?limit=100&skip=0`),
    () => asPage(rollcall, pick(random, ['POST', 'PATCH']), bulk, { 'x-rollcall-submission': `key-of-the-fuzz-${random(1e9)}` }, body),
    () => asPage(rollcall, 'POST', '/api/search/systemusers?limit=10', {}, body),
  ])()
  for (let turns = 1 + random(4); turns > 0 && text !== ''; turns -= 1) text = pick(random, mutations)(text, random)
  return text
}

test(`A30: ${count.toLocaleString('en')} broken requests leave it alive, with no word about itself, and with flat memory`, { timeout: 180_000 }, async () => {
  const random = randomFrom(seed)
  const before = rollcall.megabytes()
  const requests = Array.from({ length: count }, () => requestOf(random))
  const statuses = new Map<number, number>()
  const telling: string[] = []
  const work = async () => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
      const { status, text } = await sendRaw(rollcall.port, request, { isLast: true, mostMs: 3_000 })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const isTelling = /\n\s+at |node:internal|\.[jt]s:\d+|Error:/.test(text) || text.includes(rollcall.token) || text.includes(canaryKey)
      if (isTelling) telling.push(`${request}\n→\n${text}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))

  expect(telling).toEqual([])
  // The mutations are gentle enough to reach every part: some requests were still whole, most were refused.
  for (const status of [200, 400, 401, 403, 404, 405, 415, 421])
    expect([status, statuses.get(status) ?? 0]).toSatisfy(([, times]: [number, number]) => times > 0)
  for (const { method, url, headers } of upstream.seen) {
    const path = url.split('?', 1)[0] ?? ''
    expect(routes.some((route) => route.method === method && route.pattern.test(path))).toBe(true)
    expect(headers['x-api-key']).toBe(canaryKey)
    expect(Object.keys(headers).filter((name) => /^x-(?!api-key|org-id)|origin|cookie|token|sec-/.test(name))).toEqual([])
  }
  expect((await sendRaw(rollcall.port, asPage(rollcall, 'GET', '/rollcall/status'))).status).toBe(200)
  expect(rollcall.process.exitCode).toBeNull()
  // The last line may be on its way.
  for (const line of rollcall.said().split('\n').slice(2, -1)) expect(() => JSON.parse(line) as unknown).not.toThrow()
  const memory = rollcall.megabytes()
  // Versions of Node begin with more or less; what the requests add is what counts.
  if (memory !== null && before !== null) expect(memory - before).toBeLessThan(90)
})
