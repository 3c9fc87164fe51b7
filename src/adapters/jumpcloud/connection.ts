/** The link to the proxy: the token that lets this browser in, and the one function through which every request goes. */

const tokenKey = 'rollcall.token'
const offeredKey = 'rollcall.token.offered'
const listeners = new Set<() => void>()

/** What a request needs; a seam for tests, which reach the proxy from outside a browser. */
export interface Sent {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly text: string
}

export type Send = (request: Sent) => Promise<Answer>

const sendByFetch: Send = async ({ method, path, headers, body, signal }) => {
  const response = await fetch(path, {
    method,
    headers,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  })
  return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() }
}

let current: { send: Send; token: () => string | null } = { send: sendByFetch, token: () => localStorage.getItem(tokenKey) }

/** For tests: another way to send, and a token of one's own. */
export function configureConnection(connection: { send: Send; token: string }) {
  current = { send: connection.send, token: () => connection.token }
}

/** Sends with the token of this browser. */
export const send: Send = (request) => {
  const token = current.token()
  return current.send({ ...request, headers: { ...request.headers, ...(token === null ? {} : { 'x-rollcall-token': token }) } })
}

/**
 * Takes `#token=…` out of the address at once, and keeps it for all tabs of this origin. Anybody's page can open that address, so a token that
 * is here already gives way only to one that is valid.
 */
export async function takeTokenFromAddress(): Promise<void> {
  const inAddress = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (inAddress !== null) {
    // Kept over a reload, until it is known whether it is valid.
    sessionStorage.setItem(offeredKey, inAddress)
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}`)
  }
  const offered = sessionStorage.getItem(offeredKey)
  if (offered === null) return
  const validity = [null, offered].includes(localStorage.getItem(tokenKey)) ? 'valid' : await validityOf(offered)
  if (validity === 'unknown') return
  sessionStorage.removeItem(offeredKey)
  if (validity === 'refused') return
  localStorage.setItem(tokenKey, offered)
  for (const listener of listeners) listener()
}

/** A page that is left in the middle of the question has not been told no: the next one asks again. */
const validityOf = (token: string): Promise<'valid' | 'refused' | 'unknown'> =>
  sendByFetch({ method: 'GET', path: '/rollcall/status', headers: { 'x-rollcall-token': token } }).then(
    ({ status }) => (status === 200 ? 'valid' : status === 401 ? 'refused' : 'unknown'),
    () => 'unknown',
  )

export const hasToken = (): boolean => current.token() !== null

/** Calls back when a token arrives, also from another tab or from a link pasted over this page. */
export function watchToken(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === tokenKey) listener()
  }
  const onHash = () => void takeTokenFromAddress()
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  window.addEventListener('hashchange', onHash)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
    window.removeEventListener('hashchange', onHash)
  }
}
