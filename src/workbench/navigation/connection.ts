/** Which tenant the screens are in: the upstream, the organization and their names, as the app's frame has settled them. */
import { createContext, useContext } from 'react'
import type { Upstream, Tenant } from '#domain/tenant.ts'

export interface Connection {
  readonly tenant: Tenant
  readonly organizationName: string
  /** Short name of the region, as buttons say it: US, EU, India, Simulator. */
  readonly region: string
  readonly upstream: Upstream
  readonly host: string
  readonly keyEnding: string | null
  /** Largest request body that the proxy takes, in bytes. */
  readonly maxBodyBytes: number
}

export const ConnectionContext = createContext<Connection | null>(null)

/** The tenant of the screen. Screens are only shown inside one, so its absence is a programming error. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (connection === null) throw new Error('This screen was shown outside of a connection.')
  return connection
}
