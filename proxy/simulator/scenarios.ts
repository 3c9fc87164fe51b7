/** The table of failures: what an administrator can type into a file, or a test can arm, to see each of them. */

/** How one element of a bulk request ends. */
export interface RowScenario {
  /** In the local part of the email address, behind a plus: `ana+sim-refused@acme.example`. */
  readonly sentinel: string
  readonly what: string
  readonly status: string
  readonly statusMsg: string
  readonly applies: boolean
  /** Milliseconds added to the work. */
  readonly slowMs: number
  /** The result does not say whom it is about. */
  readonly isNameless: boolean
  /** The result is listed twice. */
  readonly isTwice: boolean
  /** Parts of the result in a shape that nobody has documented; without a value the part is absent. */
  readonly shape: Readonly<Record<string, unknown>>
  /** The result itself is null, or its `meta` has the user's parts with nothing around them. */
  readonly form: 'usual' | 'null' | 'flat'
  /** Values are kept otherwise than they came: trimmed, in lower case, in another spelling. */
  readonly normalizes: boolean
  /** Lists and searches show the change only after so long. */
  readonly staleMs: number
}

const row = (sentinel: string, what: string, changes: Partial<RowScenario> = {}): RowScenario => ({
  sentinel,
  what,
  status: 'finished',
  statusMsg: '',
  applies: true,
  slowMs: 0,
  isNameless: false,
  isTwice: false,
  shape: {},
  form: 'usual',
  normalizes: false,
  staleMs: 0,
  ...changes,
})

export const rowScenarios: readonly RowScenario[] = [
  row('sim-refused', 'JumpCloud refuses the row', {
    status: 'failed',
    statusMsg: 'User could not be saved: a value violates an organization policy',
    applies: false,
  }),
  row('sim-error', 'another word for a refusal', { status: 'error', statusMsg: 'Unexpected error while saving the user', applies: false }),
  row('sim-taken', 'JumpCloud says that the address is taken', {
    status: 'failed',
    statusMsg: 'The email address {email} is already in use',
    applies: false,
  }),
  row('sim-long-name', 'JumpCloud refuses the first name', { status: 'failed', statusMsg: 'First name may not be longer than 64 characters', applies: false }),
  row('sim-license', 'JumpCloud has no seat left', { status: 'failed', statusMsg: 'The organization has reached its user limit', applies: false }),
  row('sim-markup', 'a message with markup in it', { status: 'failed', statusMsg: '<img src=x onerror="document.title=1"> is not allowed', applies: false }),
  row('sim-flagged', 'finished, with a message', { statusMsg: 'User saved; the activation email could not be sent' }),
  row('sim-silent', 'a refusal without a message', { status: 'failed', applies: false }),
  row('sim-slow', 'the row takes six seconds longer', { slowMs: 6_000 }),
  row('sim-very-slow', 'the row takes a minute longer', { slowMs: 60_000 }),
  row('sim-odd-word', 'a status word that is not known', { status: 'quarantined' }),
  row('sim-nameless', 'a failed result that does not say whose it is', { status: 'failed', statusMsg: 'Validation failed', applies: false, isNameless: true }),
  row('sim-twice', 'the result is listed twice', { isTwice: true }),
  row('sim-finished-error', 'finished, with an error as its message, and nothing applied', {
    statusMsg: 'Internal error while saving the user',
    applies: false,
  }),
  row('sim-completed', 'done, under the word “completed”', { status: 'completed' }),
  row('sim-success', 'done, under the word “success”', { status: 'success' }),
  row('sim-upper-case', 'done, under the word “FINISHED”', { status: 'FINISHED' }),
  row('sim-no-status', 'done, and the result has no status', { shape: { status: undefined } }),
  row('sim-object-message', 'done, with an object as the message', { shape: { statusMsg: { code: 7, reason: 'saved' } } }),
  row('sim-number-date', 'done, with numbers for dates', { shape: { createdAt: 1_760_000_000_000, updatedAt: 1_760_000_000_000 } }),
  row('sim-no-meta', 'done, and the result has no meta', { shape: { meta: undefined } }),
  row('sim-flat-meta', 'done, and the user stands in meta itself', { form: 'flat' }),
  row('sim-null-row', 'done, and the result is null', { form: 'null' }),
  row('sim-normalized', 'done, and every value is kept in another spelling', { normalizes: true }),
  row('sim-stale', 'done, and the directory shows it 30 seconds later', { staleMs: 30_000 }),
]

/** How a whole request ends. `first` faults end after one try, so that a second can be seen to succeed. */
export type FaultKind =
  | 'rate-limit'
  | 'rate-limit-silent'
  | 'error-before'
  | 'error-after'
  | 'cut-before'
  | 'cut-after'
  | 'html-after'
  | 'no-job-id'
  | 'refuse-request'
  | 'shuffle'
  | 'created'
  | 'odd-job-id'
  | 'login-after'
  | 'unauthorized-after'
  | 'forbidden-after'

export interface RequestScenario {
  readonly sentinel: string
  readonly kind: FaultKind
  readonly isOnce: boolean
  readonly what: string
}

export const requestScenarios: readonly RequestScenario[] = [
  { sentinel: 'sim-429', kind: 'rate-limit', isOnce: true, what: 'the first try of the batch gets 429 with Retry-After: 2' },
  { sentinel: 'sim-429-silent', kind: 'rate-limit-silent', isOnce: true, what: 'the first try of the batch gets 429 without advice' },
  { sentinel: 'sim-503-before', kind: 'error-before', isOnce: false, what: '503, and nothing was accepted' },
  { sentinel: 'sim-503-after', kind: 'error-after', isOnce: false, what: '503, although the job was accepted' },
  { sentinel: 'sim-cut-before', kind: 'cut-before', isOnce: false, what: 'the connection is cut, and nothing was accepted' },
  { sentinel: 'sim-cut-after', kind: 'cut-after', isOnce: false, what: 'the connection is cut, although the job was accepted' },
  { sentinel: 'sim-html', kind: 'html-after', isOnce: false, what: '200 with a web page, although the job was accepted' },
  { sentinel: 'sim-no-job-id', kind: 'no-job-id', isOnce: false, what: '200 without a job id, although the job was accepted' },
  { sentinel: 'sim-400', kind: 'refuse-request', isOnce: false, what: '400 for the whole request' },
  { sentinel: 'sim-shuffled', kind: 'shuffle', isOnce: false, what: 'the results come in another order at every read' },
  { sentinel: 'sim-201', kind: 'created', isOnce: false, what: '201, as the specification says' },
  { sentinel: 'sim-odd-job-id', kind: 'odd-job-id', isOnce: false, what: 'a job id that is not 24 hexadecimal digits' },
  { sentinel: 'sim-302-after', kind: 'login-after', isOnce: false, what: 'the job is accepted; then every request is sent to the login page for a minute' },
  { sentinel: 'sim-401-after', kind: 'unauthorized-after', isOnce: false, what: 'the job is accepted; then every request gets 401 for a minute' },
  { sentinel: 'sim-403-after', kind: 'forbidden-after', isOnce: false, what: 'the job is accepted; then every request gets 403 for a minute' },
]

/** How the results of a whole job are answered. */
export type ResultsKind = 'gone' | 'empty' | 'late' | 'short' | 'expired' | 'limited' | 'limited-always' | 'failing' | 'page' | 'pending'

export interface ResultsScenario {
  readonly sentinel: string
  readonly kind: ResultsKind
  readonly what: string
}

export const resultsScenarios: readonly ResultsScenario[] = [
  { sentinel: 'sim-results-404', kind: 'gone', what: 'results: 404, always' },
  { sentinel: 'sim-results-empty', kind: 'empty', what: 'results: an empty list, always' },
  { sentinel: 'sim-results-late', kind: 'late', what: 'results: an empty list at the first three reads' },
  { sentinel: 'sim-results-short', kind: 'short', what: 'results: at most 40 on a page, whatever was asked for' },
  { sentinel: 'sim-results-expired', kind: 'expired', what: 'results: 410 as soon as every row is done' },
  { sentinel: 'sim-results-429', kind: 'limited', what: 'results: 429 without advice at every second read' },
  { sentinel: 'sim-results-429-always', kind: 'limited-always', what: 'results: 429, always' },
  { sentinel: 'sim-results-503', kind: 'failing', what: 'results: 503, always' },
  { sentinel: 'sim-results-html', kind: 'page', what: 'results: a web page, always' },
  { sentinel: 'sim-results-pending', kind: 'pending', what: 'results: pending for ever, although the rows are done' },
]

/** A fault that the control route has armed for the next sends of an organization. */
export interface ArmedFault {
  readonly kind: FaultKind
  times: number
}

const sentinelIn = (email: unknown): string => (typeof email === 'string' ? (/\+(sim-[a-z0-9-]+)@/i.exec(email)?.[1]?.toLowerCase() ?? '') : '')

export const rowScenarioOf = (email: unknown): RowScenario | undefined => {
  const sentinel = sentinelIn(email)
  return sentinel === '' ? undefined : rowScenarios.find((scenario) => scenario.sentinel === sentinel)
}

type Elements = readonly Record<string, unknown>[]

function firstOf<T extends { readonly sentinel: string }>(scenarios: readonly T[], elements: Elements): T | undefined {
  for (const { email } of elements) {
    const sentinel = sentinelIn(email)
    const found = sentinel === '' ? undefined : scenarios.find((scenario) => scenario.sentinel === sentinel)
    if (found !== undefined) return found
  }
  return undefined
}

export const requestScenarioOf = (elements: Elements): RequestScenario | undefined => firstOf(requestScenarios, elements)
export const resultsScenarioOf = (elements: Elements): ResultsScenario | undefined => firstOf(resultsScenarios, elements)
