/** The browser's own storage, locks, clock and workers, for the draft sessions of a page. */
import { checkRows, mapRows, openStored, readFile } from '../intake/intake.ts'
import { checkTable } from '../intake/check-table.ts'
import { whenIdle } from '../intake/when-idle.ts'
import { appendRecords, claimDraft, getSubmissions, putDraft } from '../storage/drafts.ts'
import { getPayloads } from '../storage/payloads.ts'
import { getFollowUp } from '../storage/sent.ts'
import { mapTable } from '#domain/mapping/apply.ts'
import { knownValues } from '../directory/known-values.ts'
import type { DraftDependencies } from './dependencies.ts'
import { lockDraft } from './lock.ts'

/** So few rows are checked and mapped here and now, without a worker. */
const fewRows = 2_000

export const browserDependencies = (): Omit<DraftDependencies, 'onRefused'> => ({
  store: { openStored, putDraft, appendRecords, claimDraft, getSubmissions, getFollowUp, getPayloads },
  knownDirectory: knownValues,
  readFile,
  lock: lockDraft,
  clock: {
    now: () => Date.now(),
    after: (ms, task) => void setTimeout(task, ms),
    whenIdle,
    yieldToMain: () => new Promise((resolve) => setTimeout(resolve, 0)),
  },
  checkRows: (table, purpose) => (table.rowCount <= fewRows ? Promise.resolve(checkTable(table, purpose)) : checkRows(table, purpose)),
  mapRows: (table, mapping) => (table.rowCount <= fewRows ? Promise.resolve(mapTable(table, mapping)) : mapRows(table, mapping)),
  tabName: crypto.randomUUID(),
  // Short: it stands in addresses.
  newId: () => crypto.randomUUID().slice(0, 13),
})
