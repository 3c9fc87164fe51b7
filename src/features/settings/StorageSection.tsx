/** What this browser keeps about users, where, how large, and until when; each part is deleted on one click. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import {
  askPersistence,
  deleteAllDrafts,
  deleteAllMappings,
  deleteAllValues,
  deleteJobHistory,
  readKept,
  type KeptInBrowser,
} from '#adapters/storage/retention.ts'
import { counted } from '#domain/count.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { formatDate, formatDecimal, formatNumber } from '#ui/locale.ts'
import { TextField } from '#ui/TextField.tsx'
import { toast } from '#ui/Toast.tsx'
import { closeDraft } from '#workbench/draft/draft-session.ts'
import { getRetentionDays, leastDays, mostDays, setRetentionDays } from '#workbench/retention/retention-days.ts'
import styles from './SettingsScreen.module.css'

interface Part {
  readonly key: string
  readonly what: string
  readonly kept: string
  readonly until: string
  readonly count: number
  readonly command: {
    readonly label: string
    readonly warning: string
    /** Why nothing can be deleted, where that is not because nothing is there. */
    readonly none?: string | undefined
    readonly run: () => Promise<string>
  } | null
}

const dateOrNone = (at: number | null): string => (at === null ? '–' : formatDate(at))

function partsOf({ drafts, values, jobs, mappings }: KeptInBrowser): readonly Part[] {
  return [
    {
      key: 'drafts',
      what: 'Drafts: rows, edits, and the directory values they were compared with',
      kept: counted(drafts.count, 'draft'),
      until: dateOrNone(drafts.nextAt),
      count: drafts.count,
      command: {
        label: 'Delete all drafts',
        warning: 'Rows and edits are removed from this browser. Your files, the directory and submitted jobs do not change.',
        run: deleteDrafts,
      },
    },
    {
      key: 'values',
      what: 'Values of jobs: what was sent, what was there before, and JumpCloud’s messages',
      kept: `${counted(values.count, 'job')}${values.held > 0 ? `, ${formatNumber(values.held)} still needed` : ''}`,
      until: dateOrNone(values.nextAt),
      count: values.count - values.held,
      command: {
        label: 'Delete all values',
        warning:
          'These jobs can no longer be reverted, retried or exported with their values. The history keeps names, outcomes and job ids for as long as a draft of the job exists.',
        run: deleteValues,
      },
    },
    {
      key: 'jobs',
      what: 'Job history: counts, times and JumpCloud job ids',
      kept: counted(jobs.count, 'job'),
      until: 'Only by you',
      count: jobs.deletable,
      command: {
        label: 'Delete job history',
        none: jobs.count === 0 ? undefined : 'These jobs are still needed: delete their drafts and values first.',
        warning: 'Finished jobs whose draft is gone are removed. Export or report what you need first. JumpCloud keeps its own job results.',
        run: () => deleteJobHistory().then((count) => `${counted(count, 'job')} deleted`),
      },
    },
    {
      key: 'mappings',
      what: 'Remembered columns and recipes: headers, fields, transforms, and values of the directory such as departments',
      kept: counted(mappings.count, 'record'),
      until: dateOrNone(mappings.nextAt),
      count: mappings.count,
      command: {
        label: 'Delete remembered columns',
        warning: 'Columns will be guessed from their names again. Recipes are deleted too: export those you need first.',
        run: () => deleteAllMappings().then(() => 'Remembered columns and recipes deleted'),
      },
    },
  ]
}

async function deleteDrafts(): Promise<string> {
  const ids = await deleteAllDrafts()
  for (const id of ids) closeDraft(id)
  await queryClient.invalidateQueries({ queryKey: ['drafts'] })
  return `${counted(ids.length, 'draft')} deleted`
}

const deleteValues = async (): Promise<string> => `Values of ${counted(await deleteAllValues(Date.now()), 'job')} deleted`

export function StorageSection() {
  const [days, setDays] = useState(getRetentionDays)
  const kept = useQuery({ queryKey: ['kept', days], queryFn: () => readKept(days), networkMode: 'always', staleTime: 0, retry: false })
  const [asking, setAsking] = useState<Part | null>(null)
  const run = (part: Part) => {
    setAsking(null)
    void part.command
      ?.run()
      .then((done) => toast(done))
      .catch((error: unknown) => toast(`Nothing was deleted: ${error instanceof Error ? error.message : String(error)}`, { tone: 'danger' }))
      .finally(() => void kept.refetch())
  }
  return (
    <section className={styles.card} aria-labelledby="storage">
      <h2 id="storage">Storage in this browser</h2>
      <p className={styles.note}>
        Kept in this browser’s profile on this machine, for {window.location.host}
        {kept.data?.bytes == null ? '' : `: about ${formatDecimal(kept.data.bytes / 1_048_576)} MB`}. Passwords are never stored.
      </p>
      <RetentionDays onChange={setDays} />
      <DataTable
        caption="Kept in this browser"
        narrow="minmax(0, 1fr) auto"
        loading={kept.isPending}
        rows={kept.data === undefined ? [] : partsOf(kept.data)}
        rowKey={({ key }) => key}
        columns={[
          { key: 'what', header: 'Kept', narrowPlace: '1 / -1', render: ({ what }) => what },
          { key: 'kept', header: 'How many', width: '130px', narrowPlace: '1', render: (part) => part.kept },
          { key: 'until', header: 'First deletion', width: '130px', narrowPlace: '2', isNarrowLabeled: true, render: ({ until }) => until },
          {
            key: 'delete',
            header: '',
            width: '170px',
            narrowPlace: '1 / -1',
            render: (part) =>
              part.command === null ? null : (
                <Button
                  size="s"
                  disabledReason={part.count === 0 ? (part.command.none ?? 'There is nothing to delete.') : undefined}
                  onClick={() => setAsking(part)}
                >
                  {part.command.label}
                </Button>
              ),
          },
        ]}
      />
      {kept.isError && <p className={styles.note}>The storage cannot be read: {kept.error.message}</p>}
      <Persistence isPersistent={kept.data?.isPersistent ?? null} onAsked={() => void kept.refetch()} />
      {asking?.command != null && (
        <Dialog
          open
          onClose={() => setAsking(null)}
          title={`${asking.command.label}?`}
          size="s"
          footer={
            <>
              <Button onClick={() => setAsking(null)}>Cancel</Button>
              <Button variant="danger" onClick={() => run(asking)}>
                {asking.command.label}
              </Button>
            </>
          }
        >
          {asking.command.warning}
        </Dialog>
      )}
    </section>
  )
}

function RetentionDays({ onChange }: { readonly onChange: (days: number) => void }) {
  const [text, setText] = useState(() => String(getRetentionDays()))
  const isGood = (value: string) => /^\d{1,4}$/.test(value.trim()) && Number(value) >= leastDays && Number(value) <= mostDays
  return (
    <TextField
      label="Days to keep values and drafts"
      value={text}
      onChange={(next) => {
        setText(next)
        if (!isGood(next)) return
        setRetentionDays(Number(next))
        onChange(Number(next))
      }}
      {...(isGood(text)
        ? { help: 'Counted from the last change. Nothing is deleted while a row is pending or unknown.' }
        : { error: `Enter a whole number from ${leastDays} to ${formatNumber(mostDays)}. Until then ${formatNumber(getRetentionDays())} applies.` })}
    />
  )
}

function Persistence({ isPersistent, onAsked }: { readonly isPersistent: boolean | null; readonly onAsked: () => void }) {
  const [isRefused, setRefused] = useState(false)
  if (isPersistent === null) return null
  if (isPersistent) return <p className={styles.note}>The browser keeps this storage even when disk space runs low.</p>
  return (
    <p className={styles.note}>
      {isRefused ? 'The browser refused to protect this storage: ' : 'This storage is not protected: '}
      when disk space runs low, the browser may clear drafts and the record of jobs.{' '}
      <Button size="s" onClick={() => void askPersistence().then((isGranted) => (setRefused(!isGranted), onAsked()))}>
        Ask browser to keep it
      </Button>
    </p>
  )
}
