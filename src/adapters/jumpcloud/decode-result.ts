/** One result of a job, whatever its form: what fits is read, and what does not is kept as it came, for the administrator to see. */
import type { ReadResult } from '#domain/jobs/results.ts'

type Parts = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined

const textParts = ['id', 'status', 'statusMsg', 'createdAt', 'updatedAt'] as const
const userParts = ['id', '_id', 'username', 'email'] as const
const mostLetters = 300

export function readResult(raw: unknown): ReadResult {
  if (!isObject(raw)) return { odd: shown(raw) }
  const odd = [...textParts.filter((name) => !isNothing(raw[name]) && typeof raw[name] !== 'string'), ...(isMeta(raw['meta']) ? [] : ['meta'])]
  const fitting = Object.fromEntries(Object.entries(raw).filter(([name, value]) => value !== null && !odd.includes(name)))
  return odd.length === 0 ? fitting : { ...fitting, odd: odd.map((name) => `${name} ${shown(raw[name])}`).join(', ') }
}

/** The user of a result stands in `meta.systemUser` (observed), or in `meta` itself. */
function isMeta(meta: unknown): boolean {
  if (isNothing(meta)) return true
  if (!isObject(meta)) return false
  const user = meta['systemUser'] ?? meta
  return isObject(user) && userParts.every((name) => isNothing(user[name]) || typeof user[name] === 'string')
}

/** As JSON, cut; what sounds secret is never shown, since it would be stored (rule 9). */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (name, part: unknown) => (/password|secret|token|key/i.test(name) ? '…' : part)) ?? 'nothing'
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text
}
