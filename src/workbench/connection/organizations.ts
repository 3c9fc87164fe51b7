/** Which organizations the screens can switch to, as the app's frame has settled them. */
import { createContext, useContext } from 'react'
import type { Organization } from '#adapters/jumpcloud/organization-choice.ts'

export interface Organizations {
  readonly listed: readonly Organization[]
  /** False where JUMPCLOUD_ORG_ID names one, or the key opens no other. */
  readonly canSwitch: boolean
  readonly switchTo: (id: string) => void
}

export const OrganizationsContext = createContext<Organizations>({ listed: [], canSwitch: false, switchTo: () => undefined })

export const useOrganizations = (): Organizations => useContext(OrganizationsContext)
