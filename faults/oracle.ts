/** The judge: what the app shows, held against what JumpCloud did. */
import { rowState, type Batch, type LedgerRow } from '../src/domain/jobs/ledger-model.ts'
import type { SubmitItem } from '../src/adapters/submission/engine-model.ts'
import type { Browser } from './browser-model.ts'
import type { Element, UpstreamModel } from './upstream-model.ts'

export interface Person {
  readonly key: string
  readonly item: SubmitItem
  /** The key of their manager, where the same job creates that one. */
  readonly manager: string | null
  readonly isIt: (element: Element) => boolean
}

export interface Verdict {
  /** Users who are nowhere, or in two places, or never come to an end. */
  readonly lost: number
  /** Users accepted upstream more often than the administrator said. */
  readonly twice: number
  /** Users shown otherwise than they are, and rules of the ledger that were broken. */
  readonly wrong: number
  readonly reasons: readonly string[]
  readonly requests: number
  /** Users by the state in which they ended; `nowhere` where the page died before the job was stored. */
  readonly states: Readonly<Record<string, number>>
}

interface Evidence {
  readonly users: readonly Person[]
  readonly upstream: UpstreamModel
  readonly browser: Browser
  readonly sentAgain: ReadonlyMap<string, number>
  readonly isAtRest: boolean
  readonly isStable: boolean
}

/** Requests a run may need: sends, polls and looks of a few batches, with an hour's worth of failures. */
const mostRequests = 4_000

export function judge({ users, upstream, browser, sentAgain, isAtRest, isStable }: Evidence): Verdict {
  const found = { lost: 0, twice: 0, wrong: 0, reasons: [] as string[] }
  const say = (kind: 'lost' | 'twice' | 'wrong', reason: string) => {
    found[kind] += 1
    found.reasons.push(`${kind}: ${reason}`)
  }
  const jobs = [...browser.jobs.values()]
  const states: Record<string, number> = {}
  if (!isAtRest) say('lost', 'the engine never came to rest')
  if (!isStable) say('wrong', 'a fresh page changed a job that was over')
  if (browser.setBacks > 0 && !browser.wasToldOfFault) say('wrong', 'a record that contradicts an answer was passed over in silence')
  for (const move of browser.illegal) say('wrong', `the ledger went from ${move}`)
  if (upstream.requests > mostRequests) say('wrong', `${upstream.requests} requests`)
  const rows = new Map(jobs.flatMap(({ batches }) => batches.flatMap((batch) => batch.rows.map((row) => [row.key, { batch, row }] as const))))
  for (const person of users) {
    const { key, isIt } = person
    const { accepted, applied } = upstream.truthOf(isIt)
    if (accepted > 1 + (sentAgain.get(key) ?? 0)) say('twice', `${key} was accepted ${accepted} times`)
    const second = secondPhaseOf(person, upstream)
    if (second !== null && second.accepted > 1 + (sentAgain.get(managerKey(key)) ?? 0))
      say('twice', `the manager of ${key} was accepted ${second.accepted} times`)
    if (second?.isWrong === true) say('wrong', `${key} was given another manager`)
    const places = jobs.flatMap(({ batches }) => batches.flatMap((batch) => batch.rows.filter((row) => row.key === key).map((row) => ({ batch, row }))))
    const [place] = places
    const shown = place === undefined ? 'nowhere' : rowState(place.batch, place.row)
    states[shown] = (states[shown] ?? 0) + 1
    if (place === undefined) {
      // A page that died before the intent was stored has sent nothing; anything else is a user lost.
      if (accepted > 0 || jobs.length > 0) say('lost', `${key} is nowhere`)
    } else if (places.length > 1) say('lost', `${key} is in ${places.length} places`)
    else if (isHeld(place.row, rows)) continue
    else check(key, place.batch, place.row, { accepted: accepted - (sentAgain.get(key) ?? 0), applied, second }, say)
  }
  return { ...found, requests: upstream.requests, states }
}

type Say = (kind: 'lost' | 'twice' | 'wrong', reason: string) => void

interface Truth {
  readonly accepted: number
  readonly applied: boolean
  readonly second: Second | null
}

/** The update that follows a create, and sets the manager. */
interface Second {
  readonly accepted: number
  readonly applied: boolean
  readonly isWrong: boolean
}

/** Under which the second sends of the second phase are counted. */
export const managerKey = (key: string): string => `${key}, manager`

function secondPhaseOf({ key, item, manager }: Person, upstream: UpstreamModel): Second | null {
  if (manager === null) return null
  const idOf = (username: string) => [...upstream.users.values()].find((user) => user.username === username)?._id
  const id = item.method === 'POST' ? idOf(key) : item.row.userId
  const sets = (element: Element) => element.id === id && element['manager'] !== undefined
  const isWrong = upstream.accepted.some(({ work }) => work.some(({ element }) => sets(element) && element['manager'] !== idOf(manager)))
  return item.method === 'POST' ? { ...upstream.truthOf(sets), isWrong } : { accepted: 0, applied: upstream.truthOf(sets).applied, isWrong }
}

/** They wait, as the screen says, for the administrator's word on somebody whom nobody can find. */
function isHeld({ awaits, outcome }: LedgerRow, rows: ReadonlyMap<string, { batch: Batch; row: LedgerRow }>): boolean {
  const manager = awaits === undefined || outcome === 'failed' ? undefined : rows.get(awaits)
  return manager !== undefined && manager.row.earlier === undefined && (manager.row.outcome ?? rowState(manager.batch, manager.row)) === 'unknown'
}

function check(key: string, batch: Batch, row: LedgerRow, { accepted, applied, second }: Truth, say: Say) {
  const state = rowState(batch, row)
  const wrong = (what: string) => say('wrong', `${key} is shown as ${state}, and ${what}`)
  switch (state) {
    case 'not-sent':
    case 'sending':
    case 'pending':
      say('lost', `${key} stays ${state}`)
      return
    case 'succeeded':
    case 'flagged':
    case 'verified':
      if (!applied) wrong('it was not applied')
      if (second?.applied === false) wrong('the manager was not set')
      return
    case 'failed':
      if (applied && row.evidence?.startsWith('You decided') !== true) wrong('it was applied')
      return
    case 'refused':
    case 'stopped':
      if (accepted > 0) wrong('it was accepted')
      return
    case 'differs':
      if (applied && second?.applied !== false) wrong('it was applied as sent')
      return
    case 'unknown':
      if ((row.message ?? row.evidence ?? batch.reason ?? '') === '') wrong('no reason is given')
      // The directory was readable for hours: who holds what was sent must have been found.
      if (row.earlier === undefined ? applied : second?.applied === true) wrong('the directory shows that it was applied')
  }
}
