/** Which organizations the key opens; the browser may name one of these and no other. */
import type { Upstream } from './forward.ts'
import { refuse, RefusalError, type Refusal } from './refusal.ts'

const pageSize = 100
const mostPages = 200
const freshMs = 30_000
const mostMissed = 1_000

export interface Organizations {
  has(id: string): Promise<boolean>
}

/** Asked once and remembered; asked again for a name that is not known, at most every half minute unless it is new. */
export function knownOrganizations(upstream: Upstream, configured: string | null, now: () => number = Date.now): Organizations {
  let known = new Set<string>()
  const missed = new Map<string, number>()
  let reading: Promise<void> | null = null
  /** Requests that wait for the same list read it once. */
  const read = () => (reading ??= readAll().finally(() => (reading = null)))
  const readAll = async () => {
    const found = new Set<string>()
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await upstream.call({
        method: 'GET',
        route: '/api/organizations',
        target: `/api/organizations?limit=${pageSize}&skip=${page * pageSize}`,
        organizationId: null,
        body: null,
        isSend: false,
      })
      // Listing is a permission of its own: a key that lacks it may still open the one organization that was named at the start.
      if (configured !== null && answer.status === 403) {
        known = new Set([configured])
        return
      }
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
      if (missed.size >= mostMissed) missed.clear()
      if (!known.has(id)) missed.set(id, now())
      return known.has(id)
    },
  }
}

/** Why the organizations could not be read; a send is not tried then, so nothing can have been accepted. */
const refusalFor = (status: number): Refusal =>
  status === 403
    ? refuse(
        'organization',
        'This API key may not list organizations (status 403). Set JUMPCLOUD_ORG_ID to the id of its organization and start again. Nothing was sent.',
      )
    : status === 401 || (status >= 300 && status < 400)
      ? refuse('key-refused', `JumpCloud does not know the API key (status ${status}).`)
      : refuse('unreachable', `JumpCloud did not list the organizations of this key (status ${status}). Nothing was sent.`)

const noList = () => new RefusalError(refuse('unreachable', 'JumpCloud’s list of organizations could not be read. Nothing was sent.'))

function idsIn(body: Buffer): string[] {
  let results: unknown
  try {
    results = (JSON.parse(body.toString('utf8')) as { results?: unknown } | null)?.results
  } catch {
    throw noList()
  }
  if (!Array.isArray(results)) throw noList()
  return results.flatMap((each: { id?: unknown; _id?: unknown } | null) => [each?.id, each?._id].filter((id): id is string => typeof id === 'string'))
}
