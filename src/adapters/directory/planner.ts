/** The page's side of the planning worker: gives it rows, users and choices, and takes the plan back. */
import { userId } from '#domain/directory/match.ts'
import type { PlanOptions } from '#domain/jobs/compute-plan.ts'
import type { Change, Plan, PlanItem } from '#domain/jobs/plan-model.ts'
import type { Row, RowSet } from '#domain/rows/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import { trustedWorkerUrl } from '../csv/worker-url.ts'
import workerUrl from './plan.worker.ts?worker&url'
import type { FromPlanner, LightItem, ToPlanner } from './plan-messages.ts'

export interface Planned {
  readonly plan: Plan
  readonly absent: readonly SystemUser[]
  /** What others have changed since the directory was first read for this draft, by user id. */
  readonly drift: ReadonlyMap<string, readonly Change[]>
}

export interface Planner {
  /** Null where a later call has overtaken this one. */
  plan(set: RowSet, users: readonly SystemUser[], options: PlanOptions): Promise<Planned | null>
  close(): void
}

/** So much is handed over at a time; then the page may breathe. */
const aPiece = 500
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

export function startPlanner(): Planner {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'plan' })
  const post = (message: ToPlanner) => worker.postMessage(message)
  let number = 0
  let handed: { set: RowSet | null; users: readonly SystemUser[] | null } = { set: null, users: null }
  let byId = new Map<string, SystemUser>()
  let waiting: { number: number; items: PlanItem[]; resolve: (planned: Planned | null) => void; reject: (error: Error) => void } | null = null
  /** Handing over is one after the other: a later draft must not mix with an earlier one. */
  let line: Promise<void> = Promise.resolve()

  worker.addEventListener('error', () => fail('The planner could not be started. Reload the page.'))
  const fail = (message: string) => {
    waiting?.reject(new Error(message))
    waiting = null
  }
  worker.addEventListener('message', ({ data }: MessageEvent<FromPlanner>) => {
    if (waiting?.number !== data.number) return
    if (data.kind === 'items') {
      for (const item of data.items) waiting.items.push(whole(item))
      return
    }
    if (data.kind === 'failed') return fail(data.message)
    performance.measure('rollcall:plan', { start: performance.now() - data.ms, detail: { ms: data.ms } })
    waiting.resolve({
      plan: { items: waiting.items, counts: data.counts },
      absent: data.absent.flatMap((id) => byId.get(id) ?? []),
      drift: new Map(data.drift),
    })
    waiting = null
  })
  const whole = (item: LightItem): PlanItem => {
    if (item.kind !== 'update' && item.kind !== 'unchanged') return item
    const { userId: id, ...rest } = item
    return { ...rest, user: byId.get(id) ?? { id } } as PlanItem
  }

  async function handOver(set: RowSet, users: readonly SystemUser[]) {
    if (handed.set !== set) {
      await inPieces(set.rows, (rows, isFirst) => post({ kind: 'rows', columns: set.columns, rows: rows.map(plain), isFirst }))
      handed = { ...handed, set }
    }
    if (handed.users !== users) {
      await inPieces(users, (each, isFirst) => post({ kind: 'users', users: each, isFirst }))
      byId = new Map(users.map((user) => [userId(user), user]))
      handed = { ...handed, users }
    }
  }

  return {
    plan(set, users, options) {
      number += 1
      const mine = number
      waiting?.resolve(null)
      waiting = null
      return new Promise((resolve, reject) => {
        line = line
          .then(async () => {
            if (mine !== number) return resolve(null)
            await handOver(set, users)
            if (mine !== number) return resolve(null)
            waiting = { number: mine, items: [], resolve, reject }
            post({ kind: 'plan', number: mine, options })
          })
          .catch((error: unknown) => reject(error instanceof Error ? error : new Error(String(error))))
      })
    },
    close() {
      fail('The review was closed.')
      worker.terminate()
    },
  }
}

/** Rows may be made only when they are looked at; what travels is their plain form. */
const plain = ({ key, line, cells }: Row): Row => ({ key, line, cells: [...cells] })

async function inPieces<T>(list: readonly T[], give: (piece: readonly T[], isFirst: boolean) => void): Promise<void> {
  give(list.slice(0, aPiece), true)
  for (let at = aPiece; at < list.length; at += aPiece) {
    await breathe()
    give(list.slice(at, at + aPiece), false)
  }
}
