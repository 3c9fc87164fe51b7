/** Settles the tenant (upstream, organization) before a screen is shown, and names what is in the way when it cannot. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { hasToken, watchToken } from '#adapters/jumpcloud/connection.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { organizationsQuery, statusQuery } from '#adapters/jumpcloud/queries.ts'
import { chooseOrganization, rememberedOrganization } from '#adapters/jumpcloud/organization-choice.ts'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { BringIn } from '#workbench/draft/ImportFile.tsx'
import { ConnectionContext, type Connection } from '#workbench/navigation/connection.ts'
import { sweepInIdleTime } from '#workbench/retention/sweep.ts'
import { runEngine } from '#workbench/jobs/running-engine.ts'
import { NoToken } from './NoToken.tsx'
import { Shell } from './Shell.tsx'

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
  const organizations = useQuery({ ...organizationsQuery(), enabled: status.isSuccess })
  const [chosen, setChosen] = useState<string | null>(null)

  if (!tokenHere) return <NoToken />
  if (status.isPending)
    return (
      <Shell status={null} organizations={[]} connection={null} onOrganization={setChosen}>
        <Skeleton rows={6} />
      </Shell>
    )
  if (status.isError) {
    const { title, detail } = sentenceFor(status.error)
    return (
      <Shell status={null} organizations={[]} connection={null} onOrganization={setChosen}>
        <ErrorPanel title={title} detail={detail} onRetry={() => void status.refetch()} />
      </Shell>
    )
  }

  const upstream = status.data.upstream
  const remembered = rememberedOrganization(upstream)
  const listed = organizations.data ?? []
  const wanted = status.data.organizationId ?? chosen ?? remembered?.id ?? null
  const configured = status.data.organizationId
  const current =
    listed.find(({ id }) => id === wanted) ??
    (configured === null && listed.length === 1 ? listed[0] : undefined) ??
    // JumpCloud cannot be asked right now: what was chosen before still names the drafts.
    (organizations.isError && remembered?.id === wanted ? remembered : null) ??
    null
  const connection: Connection | null =
    current === null
      ? null
      : {
          tenant: { upstream, organizationId: current.id },
          organizationName: current.name,
          region: status.data.region,
          upstream,
          host: status.data.host,
          keyEnding: status.data.keyEnding,
          maxBodyBytes: status.data.maxBodyBytes,
        }
  const choose = (id: string) => {
    const organization = listed.find((each) => each.id === id)
    if (organization) chooseOrganization(upstream, organization)
    setChosen(id)
  }

  return (
    <Shell status={status.data} organizations={listed} connection={connection} onOrganization={choose}>
      {organizations.isError && <LoadFailure error={organizations.error} onRetry={() => void organizations.refetch()} />}
      {connection === null ? (
        organizations.isPending ? (
          <Skeleton rows={6} />
        ) : (
          organizations.isSuccess && (
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
  )
}

function LoadFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { title, detail } = sentenceFor(error)
  return <ErrorPanel title={title} detail={detail} onRetry={onRetry} />
}

/** Goes on with the jobs of this tenant that an earlier page left unfinished. */
function EngineRunner({ connection }: { readonly connection: Connection }) {
  const { upstream, organizationId } = connection.tenant
  useEffect(() => {
    chooseOrganization(upstream, { id: organizationId, name: connection.organizationName })
    void runEngine(connection)
    sweepInIdleTime()
    // One start per tenant: the other parts of the connection do not change it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [upstream, organizationId])
  return null
}
