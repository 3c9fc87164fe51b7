/** Users to send → a job of batches, each with the key it will keep, and what is stored and held in memory for them. */
import { actionOfPayload, countActions } from '#domain/plan/actions.ts'
import { newJob } from '#domain/jobs/ledger.ts'
import type { Job, LedgerRow } from '#domain/jobs/ledger-model.ts'
import { arraysSent } from '#domain/jobs/payload.ts'
import { clearsSomething } from '#domain/jobs/read-back.ts'
import { cutRequests } from '#domain/jobs/requests.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { BulkUserUpdate, SystemUser } from '#domain/wire.ts'
import type { StoredPayload } from '../storage/schema.ts'
import type { EngineDependencies, SecretsInMemory, SubmitInput, SubmitItem } from './engine-model.ts'

/** Never stored (rule 9). */
const secretNames = ['password'] as const

export interface Prepared {
  readonly job: Job
  readonly payloads: ReadonlyMap<string, readonly StoredPayload[]>
  readonly secrets: SecretsInMemory
}

export function prepare(input: SubmitInput, { newKey, now }: EngineDependencies): Prepared {
  const bytes = new TextEncoder()
  const sizeOf = ({ payload }: SubmitItem) => bytes.encode(JSON.stringify(payload)).length
  const batches = cutRequests(input.items, sizeOf, input.maxBytes, input.canary ?? 0).map((request) => ({ key: newKey(), ...request }))
  const awaited = new Set(input.items.flatMap(({ row }) => row.awaits ?? []))
  const second = input.items.filter(({ method, row }) => method === 'POST' && row.awaits !== undefined)
  const secondPayloadKey = second.length === 0 ? null : newKey()
  const { tenant, organizationName, name, purpose, suppressEmail, claim, origin, leftOut } = input
  const job = newJob({
    id: `job-${newKey()}`,
    tenant,
    organizationName,
    name,
    ...(claim === undefined ? {} : { draftId: claim.draftId }),
    ...(origin === undefined ? {} : { origin }),
    ...(leftOut === undefined ? {} : { leftOut }),
    purpose,
    suppressEmail,
    createdAt: now(),
    actions: countActions(input.items.map(({ method, payload }) => actionOfPayload(method, payload))),
    ...(input.facts === undefined ? {} : { facts: input.facts }),
    batches: batches.map(({ items, ...batch }) => ({
      ...batch,
      rows: items.map(rowOf).map((row) => (awaited.has(row.key) ? { ...row, isAwaited: true } : row)),
    })),
    ...(batches.some(({ isCanary }) => isCanary === true) && batches.some(({ isCanary }) => isCanary !== true) ? { canary: 'going' } : {}),
    ...(secondPayloadKey === null ? {} : { secondPayloadKey }),
  })
  return {
    job,
    payloads: new Map([
      ...batches.map(({ key, items }) => [key, items.map(storedOf)] as const),
      ...(secondPayloadKey === null ? [] : [[secondPayloadKey, second.map(emptyOf)] as const]),
    ]),
    secrets: new Map(batches.flatMap(({ key, items }) => (items.some(hasSecrets) ? [[key, secretsIn(items)]] : []))),
  }
}

/** What the second phase sends for somebody new: their id and their manager's, both known only then. Before it, they have no manager. */
const emptyOf = ({ row, readAt }: SubmitItem): StoredPayload => ({ key: row.key, payload: { id: '' }, secrets: [], before: {}, readAt })

/** What is emptied, and every array that others may change at the same time, is always read back. */
const rowOf = ({ row, method, payload, user }: SubmitItem): LedgerRow => {
  const replacesArrays = user !== null && arraysSent(payload as BulkUserUpdate).length > 0
  const action = actionOfPayload(method, payload)
  const named = action === 'create' || action === 'update' ? row : { ...row, action }
  return replacesArrays || clearsSomething(payload, user) ? { ...named, mustVerify: true } : named
}

const hasSecrets = ({ payload }: SubmitItem): boolean => secretNames.some((name) => payload[name] !== undefined)

const secretsIn = (items: readonly SubmitItem[]): Map<RowKey, Readonly<Record<string, unknown>>> =>
  new Map(
    items
      .filter(hasSecrets)
      .map(({ row, payload }) => [row.key, Object.fromEntries(secretNames.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]])))]),
  )

function storedOf({ row, payload, user, readAt }: SubmitItem): StoredPayload {
  const shown = { ...payload } as Record<string, unknown>
  const secrets = secretNames.filter((name) => payload[name] !== undefined)
  for (const name of secrets) delete shown[name]
  return { key: row.key, payload: shown as StoredPayload['payload'], secrets, before: user === null ? null : touched(user, Object.keys(shown)), readAt }
}

/** Of a user only what the payload touches: enough to compare with later, and no more than that is kept. */
const touched = (user: SystemUser, names: readonly string[]): SystemUser =>
  Object.fromEntries(Object.entries(user).filter(([name]) => name === 'id' || name === '_id' || names.includes(name)))
