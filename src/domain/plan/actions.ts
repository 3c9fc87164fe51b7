/** What a job does to a user, named as an administrator would: a suspension is no update. */
import type { BulkUserCreate, BulkUserUpdate } from '../wire.ts'
import { changesOf, type PlanItem } from './plan-model.ts'

export type Action = 'create' | 'update' | 'suspend' | 'activate'

export const actions: readonly Action[] = ['create', 'update', 'suspend', 'activate']

interface ActionWords {
  /** On a row that is not through yet, and in "Create 12 users". */
  readonly verb: string
  /** On a row that is through, and in "12 created". */
  readonly done: string
}

export const actionWords: Record<Action, ActionWords> = {
  create: { verb: 'Create', done: 'Created' },
  update: { verb: 'Update', done: 'Updated' },
  suspend: { verb: 'Suspend', done: 'Suspended' },
  activate: { verb: 'Activate', done: 'Activated' },
}

const byState: Readonly<Record<string, 'suspend' | 'activate'>> = { SUSPENDED: 'suspend', ACTIVATED: 'activate' }

/** The action of one user's request body. A state beside other changes still decides: it is what matters most. */
export function actionOfPayload(method: 'POST' | 'PATCH', payload: BulkUserCreate | BulkUserUpdate): Action {
  return method === 'POST' ? 'create' : (byState[(payload.state ?? '').toUpperCase()] ?? 'update')
}

/** The action that a planned row will have in its job; null where nothing is sent for it. */
export function actionOfItem(item: PlanItem): Action | null {
  if (item.kind !== 'create' && item.kind !== 'update') return null
  const state = changesOf(item).find(({ field }) => field === 'state')?.after ?? ''
  return item.kind === 'create' ? 'create' : (byState[state.trim().toUpperCase()] ?? 'update')
}

/** The action of a row in the ledger. Whoever is in the second phase was created by the first. */
export const actionOf = (
  batch: { readonly method: 'POST' | 'PATCH' },
  row: { readonly action?: Exclude<Action, 'create' | 'update'>; readonly earlier?: object },
): Action => row.action ?? (batch.method === 'POST' || row.earlier !== undefined ? 'create' : 'update')

/** How many users have each action. */
export function countActions(list: Iterable<Action | null>): Partial<Record<Action, number>> {
  const counts: Partial<Record<Action, number>> = {}
  for (const action of list) if (action !== null) counts[action] = (counts[action] ?? 0) + 1
  return counts
}

/** What "Create 12 users and suspend 3" is made of, in a fixed order. */
export const actionParts = (counts: Readonly<Partial<Record<Action, number>>>): readonly { readonly action: Action; readonly count: number }[] =>
  actions.flatMap((action) => ((counts[action] ?? 0) > 0 ? [{ action, count: counts[action] ?? 0 }] : []))
