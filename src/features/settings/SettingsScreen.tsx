/** Settings: what Rollcall is connected to, how it looks, and what this browser holds. */
import { counted } from '#domain/count.ts'
import { formatNumber } from '#ui/locale.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { deleteDraft } from '#adapters/storage/drafts.ts'
import { Button } from '#ui/Button.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { getTheme, setTheme } from '#ui/theme.ts'
import { toast } from '#ui/Toast.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { closeDraft } from '#workbench/draft/draft-session.ts'
import { draftsQuery, jobsQuery } from '#workbench/navigation/stored-queries.ts'
import { SubmitGuard } from './SubmitGuard.tsx'
import styles from './SettingsScreen.module.css'

export function SettingsScreen() {
  const connection = useConnection()
  const [theme, choose] = useState(getTheme)
  return (
    <div className={styles.page}>
      <PageHeader title="Settings" />
      <section className={styles.card} aria-labelledby="connection">
        <h2 id="connection">Connection</h2>
        <dl>
          <dt>Upstream</dt>
          <dd>
            {connection.upstream === 'simulator'
              ? 'The simulator on this machine. Nothing reaches JumpCloud'
              : `JumpCloud ${connection.region} (${connection.host})`}
          </dd>
          <dt>Organization</dt>
          <dd>
            {connection.organizationName} <CopyText text={connection.tenant.organizationId} mono label="Copy the organization id" />
          </dd>
          <dt>API key</dt>
          <dd>
            {connection.keyEnding === null
              ? 'None. Set JUMPCLOUD_API_KEY and start again to connect'
              : `Ends in ${connection.keyEnding}. Only the proxy holds it`}
          </dd>
        </dl>
        <p className={styles.note}>Region, key and organization are set when Rollcall starts. See the README.</p>
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
      <Storage />
    </div>
  )
}

function Storage() {
  const { tenant, organizationName } = useConnection()
  const drafts = useQuery(draftsQuery(tenant))
  const jobs = useQuery(jobsQuery(tenant))
  const [asking, setAsking] = useState(false)
  const count = drafts.data?.length ?? 0
  const deleteAll = async () => {
    for (const { id } of drafts.data ?? []) {
      closeDraft(id)
      await deleteDraft(id)
    }
    setAsking(false)
    await queryClient.invalidateQueries({ queryKey: ['drafts'] })
    toast('Drafts deleted')
  }
  return (
    <section className={styles.card} aria-labelledby="storage">
      <h2 id="storage">Storage in this browser</h2>
      <dl>
        <dt>Drafts</dt>
        <dd>{formatNumber(count)}, without passwords</dd>
        <dt>Jobs</dt>
        <dd>{formatNumber(jobs.data?.length ?? 0)}, the record of what was sent</dd>
      </dl>
      <Button disabledReason={count === 0 ? 'There are no drafts.' : undefined} onClick={() => setAsking(true)}>
        Delete all drafts
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${counted(count, 'draft')} of ${organizationName}?`}
        size="s"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep drafts</Button>
            <Button variant="danger" onClick={() => void deleteAll()}>
              Delete all drafts
            </Button>
          </>
        }
      >
        Rows and edits are removed from this browser. Your files, the directory and submitted jobs do not change.
      </Dialog>
    </section>
  )
}
