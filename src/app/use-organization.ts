/** Which organization the screens are in: the configured one, the one chosen in this tab, the one chosen last, or the only one there is. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { Status } from '#adapters/jumpcloud/client.ts'
import { ApiError } from '#adapters/jumpcloud/errors.ts'
import { chooseOrganization, rememberedOrganization, type Organization } from '#adapters/jumpcloud/organization-choice.ts'
import { organizationQuery, organizationsQuery } from '#adapters/jumpcloud/queries.ts'

export interface OrganizationChoice {
  readonly list: UseQueryResult<Organization[]>
  readonly listed: readonly Organization[]
  readonly current: Organization | null
  /** What was asked for, whether the key opens it or not. */
  readonly wanted: string | null
  readonly choose: (id: string) => void
  /** The key may not list organizations, and none is configured. */
  readonly isListForbidden: boolean
  readonly isPending: boolean
  /** Why the list is missing, where that is in the way. */
  readonly error: Error | null
}

export function useOrganization(status: Status | undefined): OrganizationChoice {
  const list = useQuery({ ...organizationsQuery(), enabled: status !== undefined })
  const [chosen, setChosen] = useState<string | null>(null)
  const configured = status?.organizationId ?? null
  const isForbidden = list.error instanceof ApiError && list.error.kind === 'forbidden'
  // Listing is a permission of its own: the configured organization is opened by its id, and has the name that its settings say.
  const isByIdOnly = isForbidden && configured !== null
  const settings = useQuery({ ...organizationQuery(configured ?? ''), enabled: isByIdOnly })
  const listed = list.data ?? []
  const remembered = status === undefined ? null : rememberedOrganization(status.upstream)
  const wanted = configured ?? chosen ?? remembered?.id ?? null
  const byId = (): Organization | null =>
    isByIdOnly && !settings.isPending ? { id: configured, name: settings.data?.displayName ?? `Organization ${configured}` } : null
  const current =
    listed.find(({ id }) => id === wanted) ??
    (configured === null && listed.length === 1 ? listed[0] : undefined) ??
    // JumpCloud cannot be asked right now: what was chosen before still names the drafts.
    (list.isError && !isForbidden && remembered?.id === wanted ? remembered : null) ??
    byId()
  return {
    list,
    listed,
    current,
    wanted,
    choose: (id) => {
      const organization = listed.find((each) => each.id === id)
      if (organization === undefined || status === undefined) return
      chooseOrganization(status.upstream, organization)
      setChosen(id)
    },
    isListForbidden: isForbidden && configured === null,
    isPending: list.isPending || (isByIdOnly && settings.isPending),
    error: isByIdOnly ? null : list.error,
  }
}
