/** Settings: what Rollcall is connected to, how it looks, and what this browser holds. */
import { useState } from 'react'
import { CopyText } from '#ui/CopyText.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { getTheme, setTheme } from '#ui/theme.ts'
import { counted } from '#domain/count.ts'
import { ConnectionTest } from '#workbench/connection/ConnectionTest.tsx'
import { OrganizationSwitch } from '#workbench/connection/OrganizationSwitch.tsx'
import { useOrganizations } from '#workbench/connection/organizations.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { StorageSection } from './StorageSection.tsx'
import { SubmitGuard } from './SubmitGuard.tsx'
import styles from './SettingsScreen.module.css'

export function SettingsScreen() {
  const connection = useConnection()
  const { canSwitch, listed } = useOrganizations()
  const [theme, choose] = useState(getTheme)
  return (
    <div className={styles.page}>
      <PageHeader title="Settings" />
      <section className={styles.card} aria-labelledby="connection">
        <h2 id="connection">Connection</h2>
        <dl>
          <dt>Connected to</dt>
          <dd>
            {connection.upstream === 'simulator'
              ? 'The simulator on this machine. Nothing reaches JumpCloud'
              : `JumpCloud ${connection.region} (${connection.host})`}
          </dd>
          <dt>Organization</dt>
          <dd>
            {canSwitch ? <OrganizationSwitch current={connection.tenant.organizationId} hideLabel /> : connection.organizationName}{' '}
            <CopyText text={connection.tenant.organizationId} mono label="Copy the organization id" />
          </dd>
          <dt>API key</dt>
          <dd>
            {connection.keyEnding === null
              ? 'None. Set JUMPCLOUD_API_KEY and start again to connect'
              : `Ends in ${connection.keyEnding}. Only the proxy holds it`}
          </dd>
        </dl>
        <ConnectionTest organizationId={connection.tenant.organizationId} />
        <p className={styles.note}>
          {canSwitch
            ? `The key opens ${counted(listed.length, 'organization')}. Each has its own drafts, jobs and recipes; running jobs continue when you switch.`
            : 'Region, key and organization are set when Rollcall starts. See the README.'}
        </p>
      </section>
      <section className={styles.card} aria-labelledby="appearance">
        <h2 id="appearance">Appearance</h2>
        <Segmented
          label="Theme"
          value={theme}
          onChange={(next) => {
            setTheme(next)
            choose(next)
          }}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </section>
      <SubmitGuard />
      <StorageSection />
    </div>
  )
}
