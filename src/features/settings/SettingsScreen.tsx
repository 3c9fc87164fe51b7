/** Settings: what Rollcall is connected to, how it looks, and what this browser holds. */
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
              ? 'The simulator on this machine; nothing reaches JumpCloud'
              : `JumpCloud ${connection.region} (${connection.host})`}
          </dd>
          <dt>Organization</dt>
          <dd>
            {connection.organizationName} <CopyText text={connection.tenant.organizationId} mono label="Copy the organization id" />
          </dd>
          <dt>API key</dt>
          <dd>
            {connection.keyEnding === null
              ? 'None; set JUMPCLOUD_API_KEY and start again to connect'
              : `ends in ${connection.keyEnding}; held by the proxy only`}
          </dd>
        </dl>
        <p className={styles.note}>Region, key and organization are set where Rollcall is started: the README says how.</p>
      </section>
      <section className={styles.card} aria-labelledby="look">
        <h2 id="look">Look</h2>
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
  const forget = async () => {
    for (const { id } of drafts.data ?? []) {
      closeDraft(id)
      await deleteDraft(id)
    }
    setAsking(false)
    await queryClient.invalidateQueries({ queryKey: ['drafts'] })
    toast('The drafts are forgotten.')
  }
  return (
    <section className={styles.card} aria-labelledby="storage">
      <h2 id="storage">In this browser</h2>
      <dl>
        <dt>Drafts</dt>
        <dd>{count.toLocaleString()}, without passwords</dd>
        <dt>Jobs</dt>
        <dd>{(jobs.data?.length ?? 0).toLocaleString()}, kept as the record of what was sent</dd>
      </dl>
      <Button disabledReason={count === 0 ? 'There are no drafts.' : undefined} onClick={() => setAsking(true)}>
        Delete all drafts
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Forget ${count.toLocaleString()} ${count === 1 ? 'draft' : 'drafts'} of ${organizationName}?`}
        size="s"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep them</Button>
            <Button variant="danger" onClick={() => void forget()}>
              Delete all drafts
            </Button>
          </>
        }
      >
        The rows and the edits made to them go from this browser. Files on your disk, the directory and jobs already sent stay as they are.
      </Dialog>
    </section>
  )
}
