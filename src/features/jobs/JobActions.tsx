/** What can be said to a job while it runs, and once it is over. */
import { useState } from 'react'
import { countStates, type Job } from '#domain/jobs/ledger-model.ts'
import { Button } from '#ui/Button.tsx'
import { toast } from '#ui/Toast.tsx'
import { theEngine } from '#workbench/jobs/running-engine.ts'

/** Runs one command at a time; what the browser cannot store is said. */
export function useCommand(): readonly [boolean, (command: () => Promise<void>) => void] {
  const [isBusy, setBusy] = useState(false)
  const run = (command: () => Promise<void>) => {
    setBusy(true)
    command()
      .catch((error: unknown) => toast(`This could not be stored: ${error instanceof Error ? error.message : String(error)}`, { tone: 'danger' }))
      .finally(() => setBusy(false))
  }
  return [isBusy, run]
}

export function JobActions({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  const engine = theEngine()
  const isLeft = job.batches.some(({ state }) => state === 'prepared')
  if (job.canary === 'waiting') return null
  if (isLeft && !job.stopRequested)
    return (
      <>
        {job.pausedBecause === null && (
          <Button loading={isBusy} onClick={() => run(() => engine.pause(job.id))}>
            Pause
          </Button>
        )}
        <Button loading={isBusy} onClick={() => run(() => engine.requestStop(job.id))}>
          Stop before the next batch
        </Button>
      </>
    )
  const counts = countStates(job)
  const done = counts.succeeded + counts.flagged
  if (done === 0 || counts.pending + counts.sending > 0) return null
  const isAsked = job.batches.some(({ rows, look }) => look?.isQuiet !== true && rows.some(({ mustVerify }) => mustVerify === true))
  return (
    <Button loading={isBusy || isAsked} onClick={() => run(() => engine.verify(job.id))}>
      Compare {done.toLocaleString()} with the directory
    </Button>
  )
}

export function ResumeButton({ job }: { readonly job: Job }) {
  const [isBusy, run] = useCommand()
  const left = countStates(job)['not-sent']
  return (
    <Button variant="primary" loading={isBusy} onClick={() => run(() => theEngine().resume(job.id))}>
      Go on with {left.toLocaleString()} {left === 1 ? 'person' : 'people'}
    </Button>
  )
}

/** The administrator's word about people of whom nobody knows: each says what it does and for how many. */
export function DecideButtons({ job, batchKey, people }: { readonly job: Job; readonly batchKey: string; readonly people: number }) {
  const [isBusy, run] = useCommand()
  return (
    <>
      <Button loading={isBusy} onClick={() => run(() => theEngine().sendAgain(job.id, batchKey))}>
        Send {people.toLocaleString()} again
      </Button>
      <Button variant="quiet" loading={isBusy} onClick={() => run(() => theEngine().decideNotDone(job.id, batchKey))}>
        Mark as failed
      </Button>
    </>
  )
}
