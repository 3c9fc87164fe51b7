/** The frame of every screen: the rail on the left, and the bar that names organization and region. */
import { useQuery } from '@tanstack/react-query'
import { House, ListChecks, Settings, Users, FlaskConical } from 'lucide-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Tenant } from '#domain/tenant.ts'
import type { Status } from '#adapters/jumpcloud/client.ts'
import { useOrganizations } from '#workbench/connection/organizations.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import { JobTray } from '#workbench/jobs/JobTray.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { draftsQuery } from '#workbench/navigation/stored-queries.ts'
import styles from './Shell.module.css'

/** Only keys that open several organizations need it, and its list is as large as a screen. */
const OrganizationSwitch = lazy(() => import('#workbench/connection/OrganizationSwitch.tsx').then((m) => ({ default: m.OrganizationSwitch })))

const rail = [
  { href: paths.home(), label: 'Home', icon: House, under: [] },
  { href: paths.users(), label: 'Users', icon: Users, under: ['/users'] },
  { href: paths.jobs(), label: 'Jobs', icon: ListChecks, under: ['/jobs'] },
  { href: paths.settings(), label: 'Settings', icon: Settings, under: ['/settings'] },
] as const

/** Stands in where there is no connection; nothing is asked for it. */
const noTenant: Tenant = { upstream: 'simulator', organizationId: '' }

/** The part of Rollcall that an address is in: edits made in Users are a draft, and still a part of Users. */
function usePlace(connection: Connection | null): string | null {
  const [location] = useLocation()
  const id = /^\/drafts\/([^/]+)/.exec(location)?.[1]
  const tenant = connection?.tenant
  const drafts = useQuery({
    ...draftsQuery(tenant ?? noTenant),
    enabled: id !== undefined && tenant !== undefined,
  })
  if (id === undefined) return rail.find(({ href, under }) => location === href || under.some((prefix) => location.startsWith(prefix)))?.href ?? null
  const draft = drafts.data?.find((each) => each.id === id)
  if (draft === undefined && drafts.isFetching) return null
  return draft?.origin.kind === 'directory' ? paths.users() : paths.home()
}

interface Props {
  readonly status: Status | null
  readonly connection: Connection | null
  readonly children: ReactNode
}

export function Shell({ status, connection, children }: Props) {
  const place = usePlace(connection)
  const { canSwitch } = useOrganizations()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <nav className={styles.rail} aria-label="Rollcall">
        <Link href={paths.home()} className={styles.brand} aria-label="Rollcall, Home">
          <span aria-hidden="true">R</span>
        </Link>
        {rail.map(({ href, label, icon: Icon }) => (
          <Link key={href} href={href} className={styles.stop} aria-current={href === place ? 'page' : undefined}>
            <Icon size={18} aria-hidden="true" />
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <header className={styles.bar}>
        {connection === null ? (
          <span className={styles.quiet}>{status === null ? 'Connecting' : 'No organization yet'}</span>
        ) : canSwitch ? (
          <Suspense fallback={<OrganizationName of={connection} />}>
            <OrganizationSwitch current={connection.tenant.organizationId} hideLabel className={styles.switch} />
          </Suspense>
        ) : (
          <OrganizationName of={connection} />
        )}
        {status !== null && <span className={styles.region}>{status.region}</span>}
        {status?.upstream === 'simulator' && (
          <span className={styles.simulator} title="No API key is set. Everything you do stays on this machine.">
            <FlaskConical size={14} aria-hidden="true" /> Simulator: nothing reaches JumpCloud
          </span>
        )}
        <span className={styles.spring} />
        {connection !== null && <JobTray connection={connection} />}
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

const OrganizationName = ({ of: { organizationName } }: { readonly of: Connection }) => <strong className={styles.organization}>{organizationName}</strong>
