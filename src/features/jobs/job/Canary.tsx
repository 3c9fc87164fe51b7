/** The pilot batch: what became of each of its users, and then the administrator's word to continue or stop. */
import { canaryOf } from '#domain/jobs/canary.ts'
import { countsOfJob } from '#adapters/storage/job-header.ts'
import { counted } from '#domain/count.ts'
import { goodStates } from '#domain/jobs/job-counts.ts'
import { stateShown } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import { useCommand } from './use-command.ts'
import rowText from '../RowText.module.css'
import styles from './Canary.module.css'

export function Canary({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  const left = countsOfJob(job)['not-sent']
  // Once it was stopped there is nothing to decide, and its users are in the list.
  if (job.canary !== 'waiting' || left === 0) return null
  const canary = canaryOf(job)
  const { isIn } = canary
  const users = canary.users.map(({ row, state }) => ({ row, state, words: describeState(stateShown({ state, message: row.message ?? '' })) }))
  const good = users.filter(({ state }) => (goodStates as readonly string[]).includes(state)).length
  return (
    <section className={styles.canary} aria-labelledby="canary">
      <header>
        <h2 id="canary">{isIn ? `Pilot batch: ${formatNumber(good)} of ${counted(users.length, 'user')} succeeded` : 'Pilot batch: waiting for results'}</h2>
        <p>{counted(left, 'user')} not sent yet. Check the results, then continue or stop.</p>
        <div>
          <Button loading={isBusy} onClick={() => run(() => theEngine().requestStop(job.id))}>
            Stop here
          </Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabledReason={isIn ? undefined : 'Some results of the pilot batch are still missing.'}
            onClick={() => run(() => theEngine().resume(job.id))}
          >
            Continue with {counted(left, 'user')}
          </Button>
        </div>
      </header>
      <ul aria-label="Results of the pilot batch">
        {users.map(({ row, words }) => (
          <li key={row.key}>
            <span>{row.username || row.email || row.userId}</span>
            <StateMark tone={words.tone}>{words.label}</StateMark>
            <span className={rowText.message}>{row.message ?? row.evidence ?? ''}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
