/** The first few people of a job, by themselves: what became of each, and then the administrator's word to go on or stop. */
import { canaryOf } from '#domain/jobs/canary.ts'
import { countStates, type Job } from '#domain/jobs/ledger.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { Button } from '#ui/Button.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { useCommand } from './JobActions.tsx'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import styles from './Jobs.module.css'

export function Canary({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  if (job.canary !== 'waiting') return null
  const { people, isIn } = canaryOf(job)
  const left = countStates(job)['not-sent']
  const good = people.filter(({ state }) => state === 'succeeded' || state === 'verified').length
  const first = people.length === 1 ? 'The first person' : `The first ${people.length.toLocaleString()} people`
  return (
    <section className={styles.canary} aria-labelledby="canary">
      <header>
        <h2 id="canary">
          {isIn
            ? `${first}: ${people.length === 1 ? (good === 1 ? 'went well' : 'did not go well') : good === people.length ? 'all went well' : `${good.toLocaleString()} went well`}`
            : `${first} ${people.length === 1 ? 'is' : 'are'} on their way`}
        </h2>
        <p>
          {left.toLocaleString()} {left === 1 ? 'person is' : 'people are'} blocked until you have looked at {people.length === 1 ? 'this one' : 'these'}.
        </p>
        <div>
          <Button loading={isBusy} onClick={() => run(() => theEngine().requestStop(job.id))}>
            Stop here
          </Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabledReason={isIn ? undefined : 'Not all of their results are in yet.'}
            onClick={() => run(() => theEngine().resume(job.id))}
          >
            Go on with {left.toLocaleString()} {left === 1 ? 'person' : 'people'}
          </Button>
        </div>
      </header>
      <ul aria-label="Results of the pilot batch">
        {people.map(({ row, state }) => (
          <li key={row.key}>
            <span>{row.username || row.email || row.userId}</span>
            <StateMark tone={describeState(state).tone}>{describeState(state).label}</StateMark>
            <span className={styles.message}>{row.message ?? row.evidence ?? ''}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
