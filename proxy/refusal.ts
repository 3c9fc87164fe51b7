/** The proxy's own "no": which rule, which status, and a sentence; never anything about the key or the token. */

export type RefusalRule =
  | 'host'
  | 'headers'
  | 'framing'
  | 'expectation'
  | 'origin'
  | 'fetch-site'
  | 'content-type'
  | 'token'
  | 'route'
  | 'method'
  | 'parameter'
  | 'body'
  | 'too-large'
  | 'organization'
  | 'submission-key'
  | 'running'
  | 'changed'
  | 'lease'
  | 'busy'
  | 'key-refused'
  | 'unreachable'
  | 'no-answer'
  | 'journal'
  | 'internal'

export interface Refusal {
  readonly rule: RefusalRule
  readonly status: number
  readonly message: string
  /** True where bytes of a send may have reached JumpCloud. */
  readonly ambiguous: boolean
}

const statuses: Record<RefusalRule, number> = {
  host: 421,
  headers: 431,
  framing: 501,
  expectation: 417,
  origin: 403,
  'fetch-site': 403,
  'content-type': 415,
  token: 401,
  route: 404,
  method: 405,
  parameter: 400,
  body: 400,
  'too-large': 413,
  organization: 403,
  'submission-key': 400,
  running: 409,
  changed: 422,
  lease: 409,
  busy: 503,
  'key-refused': 502,
  unreachable: 502,
  'no-answer': 504,
  journal: 500,
  internal: 500,
}

export const refuse = (rule: RefusalRule, message: string, ambiguous = false): Refusal => ({ rule, status: statuses[rule], message, ambiguous })

/** Thrown where a refusal is found deep inside; the pipeline answers with it. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}
