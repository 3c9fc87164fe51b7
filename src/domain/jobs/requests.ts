/** Which users go in which request, and in which order: the canary first, creates before updates, and last whoever waits for a manager. */
import { cutBatches, maxUsersPerBatch } from './batches.ts'
import type { Batch, LedgerRow } from './ledger-model.ts'

interface Person {
  readonly method: Batch['method']
  readonly row: Pick<LedgerRow, 'awaits'>
}

export interface Request<T> extends Pick<Batch, 'method' | 'phase' | 'isCanary'> {
  readonly items: readonly T[]
}

/** An update whose manager does not exist yet waits as a whole; a create goes, and gets its manager afterwards. */
const isLate = ({ method, row }: Person): boolean => method === 'PATCH' && row.awaits !== undefined

export function cutRequests<T extends Person>(items: readonly T[], sizeOf: (item: T) => number, maxBytes: number, canary: number): Request<T>[] {
  const cut = (method: Batch['method'], users: readonly T[], marks: Pick<Batch, 'phase' | 'isCanary'> = {}): Request<T>[] =>
    cutBatches(
      users.filter((item) => item.method === method),
      sizeOf,
      { maxUsers: maxUsersPerBatch, maxBytes },
    ).map((each) => ({ method, items: each, ...marks }))
  const going = [...items.filter(({ method }) => method === 'POST'), ...items.filter((item) => item.method === 'PATCH' && !isLate(item))]
  const first = going.slice(0, canary)
  const others = going.slice(first.length)
  return [
    ...cut('POST', first, { isCanary: true }),
    ...cut('PATCH', first, { isCanary: true }),
    ...cut('POST', others),
    ...cut('PATCH', others),
    ...cut('PATCH', items.filter(isLate), { phase: 2 }),
  ]
}
