/** Real kills: the built app in a real Chromium, the built proxy in a process of its own, and either of them dead at a chosen moment of a job. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator, type Simulator } from '../proxy/simulator/server.ts'
import type { Verdict } from './oracle.ts'
import { RealBrowser } from './real-browser.ts'
import { RealProxy } from './real-proxy.ts'
import { Wire, type Passage } from './wire.ts'

export interface KillStage {
  readonly simulator: Simulator
  readonly wire: Wire
  close(): Promise<void>
}

const userCount = 1_700
const victims = ['page', 'tab', 'browser', 'proxy'] as const
type Victim = (typeof victims)[number]

/** When it dies (W3, W6, W12): 1,700 users are three requests, and their results a few dozen. */
const moments: readonly Passage[] = [
  { what: 'send arrived', nth: 1 },
  { what: 'send taken', nth: 1 },
  { what: 'send answered', nth: 1 },
  { what: 'send arrived', nth: 2 },
  { what: 'send taken', nth: 2 },
  { what: 'send taken', nth: 3 },
  { what: 'send answered', nth: 3 },
  { what: 'results read', nth: 1 },
  { what: 'results read', nth: 6 },
]

export async function openKillStage(): Promise<KillStage> {
  const simulator = await startSimulator({ port: 0, users: 5, rate: 2_000 })
  const wire = new Wire(simulator.port)
  await wire.listen()
  return {
    simulator,
    wire,
    async close() {
      await wire.close()
      await simulator.stop()
    },
  }
}

export const killCases = (stage: KillStage): { name: string; run(): Promise<Verdict> }[] =>
  moments.flatMap((moment) =>
    victims.map((victim) => ({ name: `the ${victim} dies when ${moment.what}, for the ${moment.nth}. time`, run: () => runKill(stage, victim, moment) })),
  )

async function runKill({ simulator, wire }: KillStage, victim: Victim, moment: Passage): Promise<Verdict> {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as T
  }
  const { organizationId } = await ask<{ organizationId: string }>('POST', '/simulator/organizations', { users: 5, rate: 4_000, startMs: 300 })
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-kill-'))
  const proxy = new RealProxy(dataDir, simulator.apiKey, wire.port)
  const browser = new RealBrowser(join(dataDir, 'profile'), organizationId)
  const death: { at: Promise<void> | null } = { at: null }
  const kill: Record<Victim, () => Promise<void>> = {
    page: () => browser.crashPage(),
    tab: () => browser.closeTab(),
    browser: () => browser.kill(),
    proxy: () => proxy.kill(),
  }
  wire.watch(organizationId, async ({ what, nth }) => {
    if (death.at !== null || what !== moment.what || nth !== moment.nth) return
    death.at = kill[victim]()
    await death.at
  })
  const found = { lost: 0, twice: 0, wrong: 0, reasons: [] as string[] }
  const say = (kind: 'lost' | 'twice' | 'wrong', reason: string) => {
    found[kind] += 1
    found.reasons.push(`${kind}: ${reason}`)
  }
  const states: Record<string, number> = {}
  let requests = 0
  try {
    await proxy.start()
    await browser.open(proxy.link)
    const names = Array.from({ length: userCount }, (_, index) => `kill.${index}`)
    await browser.submit(`Username,Email\n${names.map((name) => `${name},${name}@acme.example`).join('\n')}\n`)
    await waitFor(() => death.at !== null, 120_000)
    if (death.at === null) say('wrong', 'the moment never came')
    await death.at
    await (victim === 'proxy' ? proxy.start() : browser.reopen(proxy.link))
    const rows = await browser.atRest(120_000)
    const log = await ask<readonly { users: readonly { username: string }[] }[]>('GET', `/simulator/organizations/${organizationId}/log`)
    const present = new Set(
      (await ask<readonly { username: string }[]>('GET', `/simulator/organizations/${organizationId}/users`)).map(({ username }) => username),
    )
    requests = log.length
    const accepted = new Map<string, number>()
    for (const { users } of log) for (const { username } of users) accepted.set(username, (accepted.get(username) ?? 0) + 1)
    const shown = new Map<string, string[]>()
    for (const { username, state } of rows) shown.set(username, [...(shown.get(username) ?? []), state])
    for (const name of names) {
      const [state = 'nowhere', ...more] = shown.get(name) ?? []
      states[state] = (states[state] ?? 0) + 1
      if (more.length > 0 || state === 'nowhere') say('lost', `${name} is in ${shown.get(name)?.length ?? 0} places`)
      if ((accepted.get(name) ?? 0) > 1) say('twice', `${name} was accepted ${accepted.get(name) ?? 0} times`)
      const applied = present.has(name)
      const right: Readonly<Record<string, boolean>> = { succeeded: applied, verified: applied, unknown: !applied }
      if (right[state] !== true) say('wrong', `${name} is ${state} and was ${applied ? '' : 'not '}applied`)
    }
    const told = await browser.jobText()
    if (victim !== 'proxy' && !told.includes('Rollcall was closed while this job was running.')) say('wrong', 'the page of the job does not say what happened')
    if ((states['unknown'] ?? 0) > 0 && !/no clear answer/i.test(told)) say('wrong', 'the job’s page does not show that users are unknown')
  } catch (error) {
    say('lost', error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error))
  } finally {
    await browser.kill()
    await proxy.kill()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return { ...found, states, requests }
}

export async function waitFor(isSo: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (Date.now() < deadline) {
    if (await isSo()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
