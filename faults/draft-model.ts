/** The draft behind a run: which of its rows some job has, and the claim that every submit makes on them. */
import type { Job } from '../src/domain/jobs/ledger-model.ts'
import { rowNumber } from '../src/domain/packed/packed-rows.ts'
import { claimed, type DraftClaim } from '../src/adapters/storage/draft-claim.ts'
import type { StoredDraft, StoredSent } from '../src/adapters/storage/schema.ts'
import type { SubmitItem } from '../src/adapters/submission/engine-model.ts'

/** What somebody has before them when they press Submit; it may be old by then. */
export interface ShownPlan {
  readonly items: readonly SubmitItem[]
  readonly claim: DraftClaim
}

export class DraftModel {
  readonly #items: readonly SubmitItem[]
  readonly #isUnclaimed: boolean
  #sent: readonly StoredSent[] = []
  #header = { id: 'draft', owner: 'tab 1' } as StoredDraft
  constructor(items: readonly SubmitItem[], isUnclaimed: boolean) {
    this.#items = items
    this.#isUnclaimed = isUnclaimed
  }

  /** Another tab edits the draft from now on. */
  takeOver(tab: string) {
    this.#header = { ...this.#header, owner: tab }
  }

  /** The review as it is now: rows that a job has are excluded. */
  plan(): ShownPlan {
    const gone = new Set(this.#sent.flatMap(({ rows }) => [...rows]))
    const items = this.#items.filter(({ row }) => !gone.has(rowNumber(row.key)))
    const { owner, sendVersion = 0 } = this.#header
    const rows = items.map(({ row }) => ({ key: row.key, print: 0, sourceRef: null }))
    return { items, claim: { draftId: 'draft', owner, sendVersion, rowCount: this.#items.length, sent: gone.size + items.length, rows, leftOut: [] } }
  }

  /** In the transaction that stores the job: throws where somebody was quicker. */
  take(claim: DraftClaim, job: Job) {
    if (this.#isUnclaimed) return
    const { draft, record } = claimed(this.#header, claim, job)
    this.#header = draft
    this.#sent = [...this.#sent, record]
  }
}
