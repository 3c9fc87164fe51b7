/** The page's side of the planning worker: gives it rows, users and choices, and takes the plan back. */
import { userId, type Wanted } from '#domain/directory/match.ts'
import type { PlanOptions, Review } from '#domain/plan/compute-plan.ts'
import type { Change, Plan, PlanItem } from '#domain/plan/plan-model.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import { editedRows, movedRows } from './moved-rows.ts'
import workerUrl from './plan.worker.ts?worker&url'
import type { FromPlanner, LightItem, ToPlanner } from './plan-messages.ts'

export interface Planned {
  readonly plan: Plan
  readonly absent: readonly SystemUser[]
  /** What others have changed since the directory was first read for this draft, by user id. */
  readonly drift: ReadonlyMap<string, readonly Change[]>
  readonly summary: Review['summary']
  /** What each row says, in row order. */
  readonly prints: Uint32Array
}

export interface Planner {
  /** Whom the directory has to be asked for. */
  wanted(set: RowSet): Promise<readonly Wanted[]>
  /** Null where a later call has overtaken this one. The same question again gets the same answer. */
  plan(set: RowSet, users: readonly SystemUser[], options: PlanOptions): Promise<Planned | null>
  close(): void
}

/** So much is handed over at a time; then the page gets a turn. */
const aPiece = 250
const yieldToMain = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

interface Waiting<T> {
  readonly number: number
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Gives the worker rows and users, once each: what it has already does not travel again. */
function startHandover(post: (message: ToPlanner) => void) {
  let handed: { set: RowSet | null; users: readonly SystemUser[] | null } = { set: null, users: null }
  let byId = new Map<string, SystemUser>()
  return {
    handRows: async (set: RowSet) => {
      if (handed.set === set) return
      post({ kind: 'rows', rows: movedRows(set) })
      await inPieces(editedRows(set), (rows, { isLast }) => post({ kind: 'edited', rows, isLast }))
      handed = { ...handed, set }
    },
    handUsers: async (users: readonly SystemUser[]) => {
      if (handed.users === users) return
      const known = new Map<string, SystemUser>()
      await inPieces(users, (each, { isFirst }) => {
        post({ kind: 'users', users: each, isFirst })
        for (const user of each) known.set(userId(user), user)
      })
      byId = known
      handed = { ...handed, users }
    },
    userOf: (id: string) => byId.get(id),
  }
}

type Asking = Map<number, Waiting<readonly Wanted[]> & { readonly found: Wanted[] }>

/** Users to ask for come in pieces; the last one answers. */
function takeWanted(asking: Asking, { number, wanted, isLast }: Extract<FromPlanner, { kind: 'wanted' }>) {
  const waiting = asking.get(number)
  waiting?.found.push(...wanted)
  if (!isLast) return
  waiting?.resolve(waiting.found)
  asking.delete(number)
}

function withUser(item: LightItem, userOf: (id: string) => SystemUser | undefined): PlanItem {
  if (item.kind !== 'update' && item.kind !== 'unchanged') return item
  // It was made by this message, and is nobody else's: fifty thousand copies would only be thrown away.
  return Object.assign(item, { user: userOf(item.userId) ?? { id: item.userId } })
}

export function startPlanner(draft: string): Planner {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'plan' })
  const post = (message: ToPlanner) => worker.postMessage(message)
  post({ kind: 'draft', draft })
  let number = 0
  let latestPlan = 0
  const { handRows, handUsers, userOf } = startHandover(post)
  let items: PlanItem[] = []
  let planning: Waiting<Planned | null> | null = null
  let last: { readonly set: RowSet; readonly users: readonly SystemUser[]; readonly options: PlanOptions; readonly planned: Promise<Planned | null> } | null =
    null
  const asking: Asking = new Map()
  /** Handing over is one after the other: a later draft must not mix with an earlier one. */
  let line: Promise<void> = Promise.resolve()

  const fail = (message: string) => {
    for (const waiting of [...asking.values(), planning]) waiting?.reject(new Error(message))
    asking.clear()
    planning = null
  }
  worker.addEventListener('error', () => fail('The planner could not be started. Reload the page.'))
  worker.addEventListener('message', ({ data }: MessageEvent<FromPlanner>) => {
    if (data.kind === 'wanted') takeWanted(asking, data)
    else if (data.kind === 'failed') {
      const waiting = asking.get(data.number) ?? (planning?.number === data.number ? planning : null)
      waiting?.reject(new Error(data.message))
    } else if (planning?.number !== data.number) return
    else if (data.kind === 'items') for (const item of data.items) items.push(withUser(item, userOf))
    else {
      performance.measure('rollcall:plan', { start: performance.now() - data.ms, detail: { ms: data.ms } })
      const { counts, absent, drift, summary, prints } = data
      planning.resolve({ plan: { items, counts }, absent: absent.flatMap((id) => userOf(id) ?? []), drift: new Map(drift), summary, prints })
      planning = null
    }
  })

  /** `work` waits for its turn; its failure is the caller's, and stops nobody behind. */
  const inLine = (work: () => Promise<void>, reject: (error: Error) => void) => {
    line = line.then(work).catch((error: unknown) => reject(errorOf(error)))
  }

  return {
    wanted(set) {
      number += 1
      const mine = number
      return new Promise((resolve, reject) => {
        inLine(async () => {
          await handRows(set)
          asking.set(mine, { number: mine, resolve, reject, found: [] })
          post({ kind: 'wanted', number: mine })
        }, reject)
      })
    },
    plan(set, users, options) {
      if (last?.set === set && last.users === users && last.options === options) return last.planned
      number += 1
      const mine = number
      latestPlan = mine
      planning?.resolve(null)
      planning = null
      const planned = new Promise<Planned | null>((resolve, reject) => {
        inLine(async () => {
          if (mine !== latestPlan) return resolve(null)
          await handRows(set)
          await handUsers(users)
          if (mine !== latestPlan) return resolve(null)
          items = []
          planning = { number: mine, resolve, reject }
          post({ kind: 'plan', number: mine, options })
        }, reject)
      })
      last = { set, users, options, planned }
      return planned
    },
    close() {
      fail('The review was closed.')
      worker.terminate()
    },
  }
}

/** An empty list is one piece, the first and the last. */
async function inPieces<T>(list: readonly T[], give: (piece: readonly T[], place: { readonly isFirst: boolean; readonly isLast: boolean }) => void) {
  for (let at = 0; at === 0 || at < list.length; at += aPiece) {
    if (at > 0) await yieldToMain()
    give(list.slice(at, at + aPiece), { isFirst: at === 0, isLast: at + aPiece >= list.length })
  }
}
