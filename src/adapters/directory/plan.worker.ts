/** Plans a draft off the main thread: ten thousand users are matched and compared while the page stays usable. */
import { reviewDraft, type PlanOptions, type Validated } from '#domain/plan/compute-plan.ts'
import type { SeenUser } from '#domain/plan/drift.ts'
import type { PlanItem } from '#domain/plan/plan-model.ts'
import { wantedForReview } from '#domain/directory/managers.ts'
import { userId } from '#domain/directory/match.ts'
import type { Row } from '#domain/packed/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import { getSeen, putSeen } from '../storage/seen.ts'
import { rowsAgain, type MovedRows } from './moved-rows.ts'
import type { FromPlanner, LightItem, ToPlanner } from './plan-messages.ts'

let draft = ''
let columns: readonly string[] = []
let rows: Row[] = []
/** Rows that are still on their way. */
let moved: MovedRows | null = null
let edited: Row[] = []
let users: SystemUser[] = []
/** As the directory stood when it was first read for this draft. */
let seen = new Map<string, SeenUser>()
let isKept = true
let validated: Validated | null = null

const itemsAPiece = 200
const post = (message: FromPlanner) => self.postMessage(message)

function light(item: PlanItem): LightItem {
  if (item.kind !== 'update' && item.kind !== 'unchanged') return item
  const { user, ...rest } = item
  return { ...rest, userId: userId(user) } as LightItem
}

function plan(number: number, options: PlanOptions) {
  const began = performance.now()
  const { plan: made, absent, drift, added, summary, prints, ...rest } = reviewDraft({ columns, rows }, users, seen, options, validated)
  validated = rest.validated
  const ms = performance.now() - began
  for (let at = 0; at < made.items.length; at += itemsAPiece) post({ kind: 'items', number, items: made.items.slice(at, at + itemsAPiece).map(light) })
  post({ kind: 'planned', number, counts: made.counts, absent, drift: [...drift], summary, prints, ms })
  for (const [id, user] of added) seen.set(id, user)
  if (added.size > 0) isKept = false
  if (!isKept) void keep()
}

/** Where it cannot be stored, or the draft is not stored yet, it holds for this page, and is tried again with the next plan. */
async function keep() {
  isKept = true
  isKept = (await putSeen(draft, seen).catch(() => false)) && isKept
}

function wanted(number: number) {
  const all = wantedForReview({ columns, rows })
  for (let at = 0; at === 0 || at < all.length; at += itemsAPiece)
    post({ kind: 'wanted', number, wanted: all.slice(at, at + itemsAPiece), isLast: at + itemsAPiece >= all.length })
}

async function take(message: ToPlanner) {
  switch (message.kind) {
    case 'draft':
      draft = message.draft
      seen = await getSeen(draft).catch(() => new Map<string, SeenUser>())
      break
    case 'rows':
      moved = message.rows
      edited = []
      // The Users screen notes what it edits as it goes: what was noted first stays.
      for (const [id, user] of await getSeen(draft).catch(() => seen)) seen.set(id, { ...seen.get(id), ...user })
      break
    case 'edited':
      edited.push(...message.rows)
      if (!message.isLast || moved === null) break
      columns = moved.columns
      rows = rowsAgain(moved, edited)
      break
    case 'users':
      users = message.isFirst ? [...message.users] : [...users, ...message.users]
      break
    case 'wanted':
    case 'plan':
      try {
        if (message.kind === 'wanted') wanted(message.number)
        else plan(message.number, message.options)
      } catch (error) {
        post({ kind: 'failed', number: message.number, message: error instanceof Error ? error.message : String(error) })
      }
  }
}

/** One message after the other: what the storage has is waited for. */
let line = Promise.resolve()
self.addEventListener('message', ({ data }: MessageEvent<ToPlanner>) => {
  line = line.then(() => take(data))
})
