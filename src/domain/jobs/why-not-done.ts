/** Why a row of an earlier job was not done, and whether a value of it was refused: only then does the same value fail again. */
import type { FieldKey } from '../fields/field.ts'
import type { JobUser } from './job-users.ts'
import { likelyField } from './likely-field.ts'
import { markedByYou } from './reconcile.ts'

export interface WhyNotDone {
  readonly cause: 'refused' | 'not-done'
  /** The cell that JumpCloud's words are probably about; null where they are about none. */
  readonly field: FieldKey | null
  readonly message: string
}

/** JumpCloud's words for trouble of its own. No list of them is documented: a message that is not here is taken for a refusal. */
const troubles: readonly RegExp[] = [
  /\b(unexpected|internal|server|unknown|temporary|transient) (\w+ )?(error|failure|exception)\b/i,
  /\bsomething went wrong\b/i,
  /\btim(ed?|ing)[ -]?out\b/i,
  /\b(temporarily|currently|service) (unavailable|overloaded)\b/i,
  /\b(try|retry) (it )?(again|later)\b/i,
  /\b(rate limit|too many requests)\b/i,
  /\b(bad gateway|gateway timeout|service unavailable)\b/i,
  /\b(status|code|http)( code)?:? ?5\d\d\b|^5\d\d\b/i,
  /\bconnection (was )?(reset|closed|lost|refused|aborted)\b/i,
]

const isTrouble = (message: string): boolean => troubles.some((pattern) => pattern.test(message))

interface Cells {
  readonly columns: readonly FieldKey[]
  readonly cells: readonly string[]
}

const notDoneStates: readonly string[] = ['failed', 'refused', 'stopped']

/** Null for a row that was done, or of which nobody knows. `cells` are those that were sent. */
export function whyNotDone({ state, message, evidence }: Pick<JobUser, 'state' | 'message' | 'evidence'>, cells: Cells): WhyNotDone | null {
  if (!notDoneStates.includes(state)) return null
  const notDone = (text: string): WhyNotDone => ({ cause: 'not-done', field: null, message: text })
  const reason = message || evidence
  if (state === 'stopped') return notDone(reason || 'The earlier job was stopped before this row was sent.')
  // Nobody knows whether JumpCloud refused it: the administrator gave up waiting.
  if (evidence.startsWith(markedByYou)) return notDone(evidence)
  if (reason === '') return notDone('This row failed, and JumpCloud gave no reason.')
  const field = likelyField(reason, cells)
  // A request is refused as a whole: only a message that names a value says which.
  if (state === 'refused' && field === null) return notDone(`JumpCloud refused the whole request: ${reason}`)
  if (isTrouble(reason)) return notDone(`JumpCloud could not save this row: ${reason}`)
  return { cause: 'refused', field, message: `JumpCloud refused this row: ${reason}` }
}
