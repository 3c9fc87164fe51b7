/** The table of what may reach JumpCloud. Nothing else leaves, and what leaves is built from scratch from the parts matched here. */
import { refuse, type Refusal } from './refusal.ts'

type Check = (text: string) => boolean

interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Whole path; a group is an id that goes into `path`. */
  readonly pattern: RegExp
  readonly path: (id: string) => string
  /** Name of the route in logs, without ids. */
  readonly template: string
  readonly parameters: Readonly<Record<string, Check>>
  readonly organization: 'needed' | 'never'
  /** A send creates or changes users: it needs a submission key and goes through the journal. */
  readonly isSend: boolean
  readonly maxBodyBytes: number
  readonly why: string
}

const whole =
  (least: number, most: number): Check =>
  (text) =>
    /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
const words: Check = (text) => /^[\w :.$@-]{1,512}$/.test(text)
/** Names of users are written in every script; the query is built from scratch, so that no character of it can end a parameter. */
const printable: Check = (text) => /^[^\p{C}\p{Zl}\p{Zp}]{1,512}$/u.test(text)
const paging = { limit: whole(1, 100), skip: whole(0, 9_999_999) }

/** Largest body of a send: 800 users with long values fit. */
export const maxSendBytes = 8 * 1024 * 1024
const none = 0

export const routes: readonly Route[] = [
  {
    method: 'POST',
    pattern: /^\/api\/v2\/bulk\/users$/,
    path: () => '/api/v2/bulk/users',
    template: '/api/v2/bulk/users',
    parameters: { suppressEmail: (text) => text === 'true' || text === 'false' },
    organization: 'needed',
    isSend: true,
    maxBodyBytes: maxSendBytes,
    why: 'create users',
  },
  {
    method: 'PATCH',
    pattern: /^\/api\/v2\/bulk\/users$/,
    path: () => '/api/v2/bulk/users',
    template: '/api/v2/bulk/users',
    parameters: { suppressEmail: (text) => text === 'true' || text === 'false' },
    organization: 'needed',
    isSend: true,
    maxBodyBytes: maxSendBytes,
    why: 'update users',
  },
  {
    method: 'GET',
    // 24 hexadecimal digits wherever one was seen; no public source says that it always is.
    pattern: /^\/api\/v2\/bulk\/users\/([A-Za-z0-9_-]{1,128})\/results$/,
    path: (id) => `/api/v2/bulk/users/${id}/results`,
    template: '/api/v2/bulk/users/{job_id}/results',
    parameters: paging,
    organization: 'needed',
    isSend: false,
    maxBodyBytes: none,
    why: 'results of a job',
  },
  {
    method: 'GET',
    pattern: /^\/api\/systemusers$/,
    path: () => '/api/systemusers',
    template: '/api/systemusers',
    parameters: { ...paging, sort: words, fields: words, filter: printable, search: printable },
    organization: 'needed',
    isSend: false,
    maxBodyBytes: none,
    why: 'read the directory',
  },
  {
    method: 'GET',
    pattern: /^\/api\/systemusers\/([0-9a-f]{24})$/,
    path: (id) => `/api/systemusers/${id}`,
    template: '/api/systemusers/{id}',
    parameters: {},
    organization: 'needed',
    isSend: false,
    maxBodyBytes: none,
    why: 'read one user',
  },
  {
    method: 'POST',
    pattern: /^\/api\/search\/systemusers$/,
    path: () => '/api/search/systemusers',
    template: '/api/search/systemusers',
    parameters: { ...paging, fields: words },
    organization: 'needed',
    isSend: false,
    maxBodyBytes: 256 * 1024,
    why: 'find users by name',
  },
  {
    method: 'GET',
    pattern: /^\/api\/organizations$/,
    path: () => '/api/organizations',
    template: '/api/organizations',
    parameters: { ...paging, sort: words, fields: words, search: printable },
    organization: 'never',
    isSend: false,
    maxBodyBytes: none,
    why: 'which organizations the key opens',
  },
  {
    method: 'GET',
    pattern: /^\/api\/organizations\/([0-9a-f]{24})$/,
    path: (id) => `/api/organizations/${id}`,
    template: '/api/organizations/{id}',
    parameters: {},
    organization: 'never',
    isSend: false,
    maxBodyBytes: none,
    why: 'settings of an organization',
  },
]

export interface Allowed {
  readonly route: Route
  /** Path and query as they are sent upstream. */
  readonly target: string
}

/** Matches the whole path and every parameter; a parameter that is unknown, wrong or given twice refuses the request. */
export function allow(method: string, url: string): Allowed | Refusal {
  const [path, query] = splitOnce(url, '?')
  const onPath = routes.filter(({ pattern }) => pattern.test(path))
  if (onPath.length === 0)
    return /^\/api\/(v2\/bulk\/users|systemusers|organizations)\/[^/]*(\/results)?$/.test(path)
      ? refuse('parameter', 'An id is 24 characters, 0 to 9 and a to f.')
      : refuse('route', 'Rollcall does not use this part of JumpCloud.')
  const route = onPath.find((each) => each.method === method)
  if (route === undefined) return refuse('method', 'Rollcall does not use this method here.')
  const parameters = new URLSearchParams(query)
  const seen = new Set<string>()
  for (const [name, value] of parameters) {
    const check = Object.hasOwn(route.parameters, name) ? route.parameters[name] : undefined
    if (check === undefined || seen.has(name) || !check(value))
      return refuse('parameter', `The parameter “${name.slice(0, 40).replaceAll(/[^\w]/g, '?')}” is not one that Rollcall sends here, or its value is wrong.`)
    seen.add(name)
  }
  const id = route.pattern.exec(path)?.[1] ?? ''
  const tail = parameters.size === 0 ? '' : `?${parameters.toString()}`
  return { route, target: `${route.path(id)}${tail}` }
}

const splitOnce = (text: string, mark: string): [string, string] => {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
