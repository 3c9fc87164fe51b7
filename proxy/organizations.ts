/** Which organisations the key opens; the browser may name one of these and no other. */
import type { Upstream } from './forward.ts'
import { refuse, RefusalError, type Refusal } from './refusal.ts'

const pageSize = 100
const mostPages = 200
const freshMs = 30_000

export interface Organizations {
  has(id: string): Promise<boolean>
}

/** Asked once and remembered; asked again for a name that is not known, at most every half minute unless it is new. */
export function knownOrganizations(upstream: Upstream, configured: string | null, now: () => number = Date.now): Organizations {
  let known = new Set<string>()
  const missed = new Map<string, number>()
  const read = async () => {
    const found = new Set<string>()
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await upstream.call({
        method: 'GET',
        target: `/api/organizations?limit=${pageSize}&skip=${page * pageSize}`,
        organizationId: null,
        body: null,
        isSend: false,
      })
      if (answer.status !== 200) throw new RefusalError(refusalFor(answer.status))
      const ids = idsIn(answer.body)
      for (const id of ids) found.add(id)
      if (ids.length < pageSize) break
    }
    known = found
  }
  return {
    async has(id) {
      if (configured !== null && id !== configured) return false
      if (known.has(id)) return true
      if (now() - (missed.get(id) ?? -Infinity) < freshMs) return false
      await read()
      if (!known.has(id)) missed.set(id, now())
      return known.has(id)
    },
  }
}

/** Why the organisations could not be read; a send is not tried then, so nothing can have been accepted. */
const refusalFor = (status: number): Refusal =>
  status === 401 || (status >= 300 && status < 400)
    ? refuse('key-refused', `JumpCloud does not know the API key (status ${status}).`)
    : refuse('unreachable', `JumpCloud does not say which organisations the key opens (status ${status}). Nothing was sent.`)

function idsIn(body: Buffer): string[] {
  const parsed = JSON.parse(body.toString('utf8')) as { results?: readonly { id?: unknown; _id?: unknown }[] }
  return (parsed.results ?? []).flatMap(({ id, _id }) => [id, _id].filter((each): each is string => typeof each === 'string'))
}
