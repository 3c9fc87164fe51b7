/** Plans a draft off the main thread: ten thousand people are matched and compared while the page stays usable. */
import { reviewDraft, type PlanOptions } from '#domain/jobs/compute-plan.ts'
import type { PlanItem } from '#domain/jobs/plan-model.ts'
import { wantedForReview } from '#domain/directory/managers.ts'
import { userId } from '#domain/directory/match.ts'
import type { Row } from '#domain/rows/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { FromPlanner, LightItem, ToPlanner } from './plan-messages.ts'

let columns: readonly string[] = []
let rows: Row[] = []
let users: SystemUser[] = []
/** As the directory stood when it was first read for this draft. */
const firstSeen = new Map<string, SystemUser>()

const itemsAPiece = 200
const post = (message: FromPlanner) => self.postMessage(message)

function light(item: PlanItem): LightItem {
  if (item.kind !== 'update' && item.kind !== 'unchanged') return item
  const { user, ...rest } = item
  return { ...rest, userId: userId(user) } as LightItem
}

function plan(number: number, options: PlanOptions) {
  const began = performance.now()
  const { plan: made, absent, drift, summary } = reviewDraft({ columns, rows }, users, firstSeen, options)
  const ms = performance.now() - began
  for (let at = 0; at < made.items.length; at += itemsAPiece) post({ kind: 'items', number, items: made.items.slice(at, at + itemsAPiece).map(light) })
  post({ kind: 'planned', number, counts: made.counts, absent, drift: [...drift], summary, ms })
}

function wanted(number: number) {
  const all = wantedForReview({ columns, rows })
  for (let at = 0; at === 0 || at < all.length; at += itemsAPiece)
    post({ kind: 'wanted', number, wanted: all.slice(at, at + itemsAPiece), isLast: at + itemsAPiece >= all.length })
}

self.addEventListener('message', ({ data }: MessageEvent<ToPlanner>) => {
  if (data.kind === 'rows') {
    columns = data.columns
    rows = data.isFirst ? [...data.rows] : [...rows, ...data.rows]
  } else if (data.kind === 'users') {
    if (data.isFirst) users = []
    for (const user of data.users) {
      users.push(user)
      if (!firstSeen.has(userId(user))) firstSeen.set(userId(user), user)
    }
  } else {
    try {
      if (data.kind === 'wanted') wanted(data.number)
      else plan(data.number, data.options)
    } catch (error) {
      post({ kind: 'failed', number: data.number, message: error instanceof Error ? error.message : String(error) })
    }
  }
})
