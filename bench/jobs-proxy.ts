/** What the guard costs: a page of 100 results through the built proxy, beside a bare pass-through and beside no proxy at all. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBuiltProxy, startProgram, tokenOf, type Program } from './child-process.ts'
import { answersPerSecond, type Target } from './load.ts'
import { median, type Figure } from './report.ts'

const connections = 16
const rounds = 17
const roundMs = 750
const path = `/api/v2/bulk/users/${'b'.repeat(24)}/results?limit=100&skip=0`

export async function measureProxy(): Promise<readonly Figure[]> {
  const plain = await withProxy(0, async ({ upstream, proxy }) => {
    const passThrough = await startProgram(['bench/processes/pass-through.mjs', String(upstream.port)])
    try {
      return await sideBySide(proxy, { port: passThrough.port, path, headers: {} })
    } finally {
      await passThrough.stop()
    }
  })
  const slow = await withProxy(20, ({ upstream, proxy }) => sideBySide(proxy, { port: upstream.port, path, headers: {} }))
  return [
    { name: 'jobs-proxy-pages-per-s', value: plain.proxy, peer: plain.peer, bar: '>=0.8x' },
    { name: 'jobs-proxy-pages-20ms-upstream-per-s', value: slow.proxy, peer: slow.peer, bar: '>=0.9x' },
  ]
}

async function withProxy<T>(delayMs: number, measure: (parts: { upstream: Program; proxy: Target }) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const upstream = await startProgram(['bench/processes/upstream.mjs', String(delayMs)])
  const proxy = await startBuiltProxy(dataDir, `http://127.0.0.1:${upstream.port}`, 'bench_key_0123456789')
  const headers = {
    'x-rollcall-token': tokenOf(proxy),
    'x-rollcall-organization': 'a'.repeat(24),
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
  }
  try {
    return await measure({ upstream, proxy: { port: proxy.port, path, headers } })
  } finally {
    await proxy.stop()
    await upstream.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** In turns, so that whatever else the machine does meets both. */
async function sideBySide(proxy: Target, peer: Target): Promise<{ proxy: number; peer: number }> {
  const found = { proxy: [] as number[], peer: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    found.proxy.push(await answersPerSecond(proxy, connections, roundMs))
    found.peer.push(await answersPerSecond(peer, connections, roundMs))
  }
  return { proxy: median(found.proxy), peer: median(found.peer) }
}
