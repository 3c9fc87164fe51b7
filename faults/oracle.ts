/** The judge: what the app shows, held against what JumpCloud did. */
import { rowState, type Batch, type LedgerRow } from '../src/domain/jobs/ledger-model.ts'
import type { SubmitItem } from '../src/adapters/submission/engine-model.ts'
import type { Browser } from './browser-model.ts'
import type { Element, UpstreamModel } from './upstream-model.ts'

export interface Person {
  readonly key: string
  readonly item: SubmitItem
  readonly isIt: (element: Element) => boolean
}

export interface Verdict {
  /** People who are nowhere, or in two places, or never come to an end. */
  readonly lost: number
  /** People accepted upstream more often than the administrator said. */
  readonly twice: number
  /** People shown otherwise than they are, and rules of the ledger that were broken. */
  readonly wrong: number
  readonly reasons: readonly string[]
  readonly requests: number
  /** People by the state in which they ended; `nowhere` where the page died before the job was stored. */
  readonly states: Readonly<Record<string, number>>
}

interface Evidence {
  readonly people: readonly Person[]
  readonly upstream: UpstreamModel
  readonly browser: Browser
  readonly sentAgain: ReadonlyMap<string, number>
  readonly isAtRest: boolean
  readonly isStable: boolean
}

/** Requests a run may need: sends, polls and looks of a few batches, with an hour's worth of failures. */
const mostRequests = 4_000

export function judge({ people, upstream, browser, sentAgain, isAtRest, isStable }: Evidence): Verdict {
  const found = { lost: 0, twice: 0, wrong: 0, reasons: [] as string[] }
  const say = (kind: 'lost' | 'twice' | 'wrong', reason: string) => {
    found[kind] += 1
    found.reasons.push(`${kind}: ${reason}`)
  }
  const jobs = [...browser.jobs.values()]
  const states: Record<string, number> = {}
  if (!isAtRest) say('lost', 'the engine never came to rest')
  if (!isStable) say('wrong', 'a fresh page changed a job that was over')
  for (const move of browser.illegal) say('wrong', `the ledger went from ${move}`)
  if (upstream.requests > mostRequests) say('wrong', `${upstream.requests} requests`)
  for (const { key, isIt } of people) {
    const { accepted, applied } = upstream.truthOf(isIt)
    if (accepted > 1 + (sentAgain.get(key) ?? 0)) say('twice', `${key} was accepted ${accepted} times`)
    const places = jobs.flatMap(({ batches }) => batches.flatMap((batch) => batch.rows.filter((row) => row.key === key).map((row) => ({ batch, row }))))
    const [place] = places
    const shown = place === undefined ? 'nowhere' : rowState(place.batch, place.row)
    states[shown] = (states[shown] ?? 0) + 1
    if (place === undefined) {
      // A page that died before the intent was stored has sent nothing; anything else is a person lost.
      if (accepted > 0 || jobs.length > 0) say('lost', `${key} is nowhere`)
    } else if (places.length > 1) say('lost', `${key} is in ${places.length} places`)
    else check(key, place.batch, place.row, accepted - (sentAgain.get(key) ?? 0), applied, say)
  }
  return { ...found, requests: upstream.requests, states }
}

type Say = (kind: 'lost' | 'twice' | 'wrong', reason: string) => void

function check(key: string, batch: Batch, row: LedgerRow, accepted: number, applied: boolean, say: Say) {
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
      return
    case 'failed':
      if (applied && row.evidence?.startsWith('You decided') !== true) wrong('it was applied')
      return
    case 'refused':
    case 'stopped':
      if (accepted > 0) wrong('it was accepted')
      return
    case 'differs':
      if (applied) wrong('it was applied as sent')
      return
    case 'unknown':
      if ((row.message ?? row.evidence ?? batch.reason ?? '') === '') wrong('no reason is given')
      // The directory was readable for hours: who holds what was sent must have been found.
      if (applied) wrong('the directory shows that it was applied')
  }
}
