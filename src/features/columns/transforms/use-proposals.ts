/** What is proposed for the rows of a draft, worked out when the page has nothing better to do: the table of columns is there first. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { knownCountries } from '#adapters/directory/known-users.ts'
import { knownValues } from '#adapters/directory/known-values.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { loadPhoneNumbers } from '#adapters/phones/phone-numbers.ts'
import { rememberedSteps } from '#adapters/storage/recipes.ts'
import { proposing, type Proposal } from '#domain/issues/proposed-steps.ts'
import type { Surroundings } from '#domain/mapping/transforms/transform.ts'
import { tenantKey } from '#domain/tenant.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { useRowsToCome } from '#workbench/draft/mapped-rows.ts'

/** Rows that are looked at: what they do not show is found by the check of all rows. */
export const looked = 500
/** A busy page is not waited for any longer, in milliseconds. */
const longestWait = 1_000
/** A slice of work that no frame notices, in milliseconds. */
const sliceMs = 8

interface Proposals {
  readonly proposals: readonly Proposal[]
  readonly toE164: Surroundings['toE164']
  readonly isPart: boolean
}

const none: readonly Proposal[] = []

export function useProposals(draft: OpenDraft): Proposals {
  const { id, tenant, table, mapping, purpose } = draft
  const [proposals, setProposals] = useState(none)
  const set = useRowsToCome(draft)
  const hasPhones = mapping.some(({ target }) => target.kind === 'field' && target.field.startsWith('phoneNumbers.'))
  const loading = useQuery({ queryKey: ['phone numbers'], queryFn: loadPhoneNumbers, enabled: hasPhones, staleTime: Infinity, networkMode: 'always' })
  const phones = loading.data
  const isLoading = hasPhones && phones === undefined && !loading.isError
  const { data: remembered } = useQuery({
    queryKey: ['remembered steps', tenantKey(tenant), id],
    queryFn: () => rememberedSteps(tenant, table.headers).catch(() => []),
    staleTime: Infinity,
    networkMode: 'always',
  })
  useEffect(() => {
    if (set === null || remembered === undefined || isLoading) return
    let isLeft = false
    const begin = () => {
      const known = knownValues(tenant)
      return proposing({
        remembered,
        set: { columns: set.columns, rows: set.rows.slice(0, looked) },
        source: table,
        mapping,
        purpose,
        countries: hasPhones ? knownCountries(tenant) : [],
        ...(known === null ? {} : { isKnownUser: (text) => known.users.has(text.toLowerCase()), employeeIdentifiers: known.employeeIdentifiers }),
        ...(phones === undefined ? {} : { toE164: phones.toE164 }),
      })
    }
    let steps: ReturnType<typeof proposing> | null = null
    const goOn = () => {
      if (isLeft) return
      steps ??= begin()
      const until = performance.now() + sliceMs
      do {
        const { done, value } = steps.next()
        if (done === true) return setProposals(value)
      } while (performance.now() < until)
      whenIdle(goOn, longestWait)
    }
    whenIdle(goOn, longestWait)
    return () => {
      isLeft = true
    }
  }, [hasPhones, isLoading, mapping, phones, purpose, remembered, set, table, tenant])
  return { proposals, toE164: phones?.toE164, isPart: table.rowCount > looked }
}
