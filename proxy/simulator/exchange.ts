/** A request as the simulator reads it, and what it answers. */

export interface SimRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly organizationId: string | undefined
  readonly body: unknown
  /** A key that may look and not change. */
  readonly isReadOnly: boolean
  /** A key that may not list or describe organizations, and works in one that it names. */
  readonly mayNotList?: boolean
  readonly creationSource?: string | undefined
  /** Size of the body. */
  readonly bytes: number
}

export interface JsonAnswer {
  readonly kind: 'json'
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Undocumented on purpose: a scenario asked for it. */
  readonly isOdd?: true
}

export type SimAnswer = JsonAnswer | { readonly kind: 'html'; readonly status: number; readonly body: string } | { readonly kind: 'cut' }

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): JsonAnswer => ({ kind: 'json', status, body, headers })
export const problem = (status: number, message: string): SimAnswer => json(status, { error: message, message })
/** How many there are, where the organization's settings say so. */
export const countHeader = ({ settings }: { readonly settings: { readonly totalCountHeader: boolean } }, count: number): Record<string, string> =>
  settings.totalCountHeader ? { 'x-total-count': String(count) } : {}
