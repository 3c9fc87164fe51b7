/** What the key opens: two reads, from which key, organization, permission and rate are told apart. Writing can't be tested without writing. */
import { UpstreamError, type Upstream, type UpstreamAnswer } from '../forward.ts'
import type { Organizations } from '../organizations.ts'
import { RefusalError } from '../refusal.ts'
import { failed, passed, skipped, type Step } from './steps.ts'

export interface KeyFacts {
  readonly upstream: Upstream
  readonly organizations: Organizations
  /** The organization to test, or null where none is chosen. */
  readonly organizationId: string | null
  /** US, EU, India, or what else the upstream is called. */
  readonly region: string
  /** The last four characters, or null for the simulator's own key. */
  readonly keyEnding: string | null
}

export async function testPermissions(facts: KeyFacts): Promise<Step[]> {
  const list = await ask(facts, '/api/organizations', '/api/organizations?limit=1&skip=0', null)
  if ('words' in list) return [failed('key', `JumpCloud gave no answer (${list.words}). Test again.`)]
  const { status } = list
  if (status === 429) return [skipped('key', 'JumpCloud asked to slow down.'), slowDown(list)]
  if (status === 401 || (status >= 300 && status < 400)) return [failed('key', refusedKey(list, facts.region))]
  if (status !== 200 && status !== 403) return [failed('key', `JumpCloud answered with status ${status}. Try again later.${said(list)}`)]
  const key = passed(
    'key',
    `${facts.keyEnding === null ? 'The simulator knows its own key' : `JumpCloud knows the key that ends in ${facts.keyEnding}`}.${status === 403 ? ' It may not list organizations.' : ''}`,
  )
  return [key, ...(await testOrganization(facts))]
}

async function testOrganization(facts: KeyFacts): Promise<Step[]> {
  const { organizationId, organizations } = facts
  if (organizationId === null)
    return [
      failed('organization', 'No organization is chosen. Choose one, or set JUMPCLOUD_ORG_ID and start again.'),
      skipped('read', 'No organization is chosen.'),
    ]
  try {
    if (!(await organizations.has(organizationId)))
      return [failed('organization', `This key doesn’t open the organization ${organizationId}. Choose another organization, or use a key of this one.`)]
  } catch (error) {
    return [failed('organization', error instanceof RefusalError ? error.refusal.message : 'The organizations of this key could not be read. Test again.')]
  }
  return testRead(facts, organizationId)
}

async function testRead(facts: KeyFacts, organizationId: string): Promise<Step[]> {
  const startedAt = performance.now()
  const answer = await ask(facts, '/api/systemusers', '/api/systemusers?limit=1&skip=0&sort=_id', organizationId)
  const ms = Math.round(performance.now() - startedAt)
  if ('words' in answer) return [skipped('organization', 'No answer came.'), failed('read', `No answer came (${answer.words}). Test again.`)]
  const { status } = answer
  const isOpen = passed('organization', `The key opens the organization ${organizationId}.`)
  switch (status) {
    case 200: {
      const users = totalIn(answer)
      return users === null
        ? [isOpen, failed('read', 'JumpCloud’s list of users is not in the expected form. A proxy on the network may have answered in its place.')]
        : [
            isOpen,
            passed('read', `Users can be read: ${users} in the directory, answered in ${ms} ms.`),
            passed('rate', 'No limit in this test. JumpCloud publishes none; Rollcall slows down when JumpCloud asks for it.'),
          ]
    }
    case 400:
      return [failed('organization', `JumpCloud doesn’t accept ${organizationId} as an organization id. Correct JUMPCLOUD_ORG_ID.${said(answer)}`)]
    case 401:
      return [failed('organization', `JumpCloud refused the key for the organization ${organizationId}. Use a key that opens it.${said(answer)}`)]
    case 404:
      return [
        failed('organization', `JumpCloud has no organization ${organizationId} in this region. Correct JUMPCLOUD_ORG_ID or JUMPCLOUD_REGION.${said(answer)}`),
      ]
    case 403:
      return [isOpen, failed('read', `The key may not read users. Use the key of an administrator whose role allows it.${said(answer)}`)]
    case 429:
      return [isOpen, skipped('read', 'JumpCloud asked to slow down.'), slowDown(answer)]
    default:
      return [isOpen, failed('read', `JumpCloud answered with status ${status}. Try again later.${said(answer)}`)]
  }
}

type Asked = UpstreamAnswer | { readonly words: string }

const ask = ({ upstream }: KeyFacts, route: string, target: string, organizationId: string | null): Promise<Asked> =>
  upstream.call({ method: 'GET', route, target, organizationId, body: null, isSend: false }).catch((error: unknown) => {
    if (error instanceof UpstreamError) return { words: error.message }
    throw error
  })

/** What has no region of JumpCloud is not called one. */
const nameOf = (region: string): string => (['US', 'EU', 'India'].includes(region) ? `JumpCloud ${region}` : 'JumpCloud')

const refusedKey = (answer: UpstreamAnswer, region: string): string =>
  `${nameOf(region)} refused the key (status ${answer.status}). It is wrong, revoked or expired, or belongs to another region: correct JUMPCLOUD_API_KEY or JUMPCLOUD_REGION.${said(answer)}`

function slowDown(answer: UpstreamAnswer): Step {
  const wait = answer.headers['retry-after'] ?? ''
  return failed('rate', `JumpCloud asked to slow down (status 429). ${/^\d{1,5}$/.test(wait) ? `Wait ${wait} seconds` : 'Wait a minute'}, then test again.`)
}

/** JumpCloud's own words, as the end of a sentence of ours; a web page has none that help. */
function said({ body }: UpstreamAnswer): string {
  try {
    const { message } = JSON.parse(body.toString('utf8')) as { message?: unknown }
    return typeof message === 'string' && message.trim() !== '' ? ` JumpCloud said: “${message.trim().slice(0, 200)}”.` : ''
  } catch {
    return ''
  }
}

function totalIn({ body }: UpstreamAnswer): number | null {
  try {
    const { totalCount } = JSON.parse(body.toString('utf8')) as { totalCount?: unknown }
    return typeof totalCount === 'number' ? totalCount : null
  } catch {
    return null
  }
}
