/** Requests that are not answered at all: the key was taken away, or they come too fast. */
import { json, problem, type SimAnswer } from './exchange.ts'
import type { Organization } from './state.ts'

const closedAnswers: Readonly<Record<302 | 401 | 403, SimAnswer>> = {
  302: json(302, {}, { location: '/login' }),
  401: json(401, { error: 'Unauthorized', message: 'Unauthorized: api key user not found' }),
  403: problem(403, 'Forbidden'),
}

export function turnedAway(organization: Organization, now: number): SimAnswer | null {
  const { closed } = organization.settings
  if (closed !== null && (closed.until === null || now < closed.until)) return closedAnswers[closed.status]
  return tooFast(organization, now)
}

/** A window that moves along; a refused request does not count. */
function tooFast(organization: Organization, now: number): SimAnswer | null {
  const { requestsPerSecond, requestsPerMinute, retryAfter } = organization.settings
  if (requestsPerSecond === 0 && requestsPerMinute === 0) return null
  const recent = organization.requestTimes.filter((at) => at > now - 60_000)
  const inSecond = recent.filter((at) => at > now - 1_000)
  const waitMs = Math.max(
    requestsPerSecond > 0 && inSecond.length >= requestsPerSecond ? (inSecond[0] ?? now) + 1_000 - now : 0,
    requestsPerMinute > 0 && recent.length >= requestsPerMinute ? (recent[0] ?? now) + 60_000 - now : 0,
  )
  organization.requestTimes = waitMs > 0 ? recent : [...recent, now]
  if (waitMs === 0) return null
  return json(429, { message: 'Too Many Requests' }, retryAfter ? { 'retry-after': String(Math.ceil(waitMs / 1_000)) } : {})
}
