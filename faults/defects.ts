/** Seven defects that the harness must find: each is defect at a seam, in place of one rule. */
import { UpstreamError } from '../proxy/forward.ts'
import { startUpdates } from '../src/adapters/submission/updates.ts'
import type { InjectedDefect } from './run.ts'

/** The intent is written behind the request instead of before it. */
const noIntent: InjectedDefect = {
  delaysWrite: (next, before) =>
    next.batches.some(({ key, state }) => state === 'sending' && before?.batches.find((each) => each.key === key)?.state === 'prepared'),
}
const noJournalMark: InjectedDefect = { journal: (journal) => ({ ...journal, markSending: () => undefined }) }
/** A draft does not know what was sent of it. */
const unclaimedDraft: InjectedDefect = { isUnclaimed: true }
/** Every reset is taken for proof that nothing arrived. */
const retryOnReset: InjectedDefect = {
  send: (send) => async (method, body) => {
    try {
      return await send(method, body)
    } catch (error) {
      throw new UpstreamError(error instanceof Error ? error.message : String(error), 'no')
    }
  },
}
/** The nth result is taken for the nth user's, whoever it names. */
const joinByIndex: InjectedDefect = {
  results: (results, batch, skip) =>
    results.map((result, index) => {
      const row = batch?.rows.filter(({ outcome }) => outcome !== 'stopped')[skip + index]
      return row === undefined ? result : { ...result, meta: { systemUser: { username: row.username, email: row.email } } }
    }),
}
/** A move that the ledger refuses is skipped, as if it had not happened. */
const swallowedMove: InjectedDefect = {
  startUpdates: (dependencies, setStatus) => {
    const updates = startUpdates(dependencies, setStatus)
    return { ...updates, updateUntilStored: async (jobId, move) => void (await updates.update(jobId, move).catch(() => false)) }
  },
}
const noVersionCheck: InjectedDefect = { ignoresVersion: true }

export const defects: Readonly<Record<string, InjectedDefect>> = {
  'no-intent': noIntent,
  'no-journal-mark': noJournalMark,
  'retry-on-reset': retryOnReset,
  'join-by-index': joinByIndex,
  'no-version-check': noVersionCheck,
  'swallowed-move': swallowedMove,
  'unclaimed-draft': unclaimedDraft,
}
