/** Settles the tenant (upstream, organization) before a screen is shown, and names what is in the way when it cannot. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { counted } from '#domain/count.ts'
import { openOf } from '#domain/jobs/job-counts.ts'
import type { Upstream } from '#domain/tenant.ts'
import type { Status } from '#adapters/jumpcloud/client.ts'
import { hasToken, watchToken } from '#adapters/jumpcloud/connection.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { queryClient, statusQuery } from '#adapters/jumpcloud/queries.ts'
import { chooseOrganization, visitedOrganizations, type Organization } from '#adapters/jumpcloud/organization-choice.ts'
import { countsOfHeader } from '#adapters/storage/job-header.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { toast } from '#ui/Toast.tsx'
import { OrganizationsContext, type Organizations } from '#workbench/connection/organizations.ts'
import { BringIn } from '#workbench/draft/ImportFile.tsx'
import { ConnectionContext, type Connection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { jobsQuery } from '#workbench/navigation/stored-queries.ts'
import { sweepInIdleTime } from '#workbench/retention/sweep.ts'
import { runEngine, theEngine } from '#workbench/jobs/running-engine.ts'
import { ConnectionFailure } from './ConnectionFailure.tsx'
import { NoToken } from './NoToken.tsx'
import { Shell } from './Shell.tsx'
import { useOrganization } from './use-organization.ts'

/** Most keys open one organization, and never need it. */
const OrganizationPicker = lazy(() => import('./OrganizationPicker.tsx').then((m) => ({ default: m.OrganizationPicker })))

export function ConnectionGate({ children }: { readonly children: ReactNode }) {
  const [tokenHere, setTokenHere] = useState(hasToken)
  const status = useQuery({ ...statusQuery(), enabled: tokenHere })
  const { refetch } = status
  useEffect(
    () =>
      watchToken(() => {
        setTokenHere(hasToken())
        if (hasToken()) void refetch()
      }),
    [refetch],
  )
  const organization = useOrganization(status.data)
  const { listed, current, choose } = organization
  const [, navigate] = useLocation()
  const canSwitch = status.data?.organizationId === null && listed.length > 1
  const organizations = useMemo(
    (): Organizations => ({
      listed,
      canSwitch,
      switchTo: (id) => {
        sayWhatRunsOn(status.data?.upstream, current)
        choose(id)
        navigate(paths.home())
      },
    }),
    // `choose` is made again with every render; what it does depends on these.
    // oxlint-disable-next-line react/exhaustive-deps
    [listed, canSwitch, current, navigate, status.data],
  )

  if (!tokenHere) return <NoToken />
  if (status.isPending)
    return (
      <Shell status={null} connection={null}>
        <Skeleton rows={6} />
      </Shell>
    )
  if (status.isError) {
    const { title, detail } = sentenceFor(status.error)
    return (
      <Shell status={null} connection={null}>
        <ErrorPanel title={title} detail={detail} onRetry={() => void status.refetch()} />
      </Shell>
    )
  }
  const connection = current === null ? null : connectionOf(status.data, current)
  return (
    <OrganizationsContext value={organizations}>
      <Shell status={status.data} connection={connection}>
        {organization.error !== null && <ConnectionFailure choice={organization} error={organization.error} />}
        {connection === null ? (
          organization.isPending ? (
            <Skeleton rows={6} />
          ) : (
            organization.error === null && (
              <Suspense fallback={<Skeleton rows={6} />}>
                <OrganizationPicker organizations={listed} configured={status.data.organizationId} onChoose={choose} />
              </Suspense>
            )
          )
        ) : (
          <ConnectionContext value={connection}>
            <EngineRunner connection={connection} />
            <BringIn />
            {children}
          </ConnectionContext>
        )}
      </Shell>
    </OrganizationsContext>
  )
}

const connectionOf = ({ upstream, region, host, keyEnding, maxBodyBytes }: Status, { id, name }: Organization): Connection => ({
  tenant: { upstream, organizationId: id },
  organizationName: name,
  region,
  upstream,
  host,
  keyEnding,
  maxBodyBytes,
})

/** Whoever leaves an organization in the middle of a job is told that it goes on. */
function sayWhatRunsOn(upstream: Upstream | undefined, left: Organization | null) {
  if (upstream === undefined || left === null) return
  const jobs = queryClient.getQueryData<readonly JobHeader[]>(jobsQuery({ upstream, organizationId: left.id }).queryKey) ?? []
  const running = jobs.filter((job) => openOf(countsOfHeader(job)) > 0).length
  if (running > 0) toast(`${counted(running, 'job')} in ${left.name} continues here. Keep this tab open.`)
}

/** Goes on with the jobs of this tenant that an earlier page left unfinished. */
function EngineRunner({ connection }: { readonly connection: Connection }) {
  const { upstream, organizationId } = connection.tenant
  useEffect(() => {
    chooseOrganization(upstream, { id: organizationId, name: connection.organizationName })
    void runEngine(connection)
    // Jobs of organizations that this tab has left go on, after a reload too.
    for (const { id } of visitedOrganizations(upstream)) if (id !== organizationId) void theEngine().resumeJobs({ upstream, organizationId: id })
    sweepInIdleTime()
    // Needed with the first file, and not before.
    let stop: (() => void) | null = null
    let isLeft = false
    void import('#adapters/directory/known-values.ts').then(({ watchDirectory }) => {
      if (!isLeft) stop = watchDirectory(connection.tenant)
    })
    return () => {
      isLeft = true
      stop?.()
    }
    // One start per tenant: the other parts of the connection do not change it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [upstream, organizationId])
  return null
}
