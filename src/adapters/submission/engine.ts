/** The engine: ask the ledger what is next, write it down, do it, write down what came of it. */
import { recordPaused, requestStop } from '#domain/jobs/ledger.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { recordNotDone, recordSendAgain, requestCheckAgain, requestVerify } from '#domain/jobs/reconcile.ts'
import { startPace } from '../jumpcloud/pace.ts'
import { hasWork } from '../storage/job-header.ts'
import { startBreaker } from './breaker.ts'
import type { EngineContext } from './context.ts'
import type { Engine, EngineDependencies, SecretsInMemory } from './engine-model.ts'
import { startDriving } from './driving.ts'
import { startFollowing } from './following.ts'
import { startSubmitting } from './submitting.ts'
import { startTabs } from './tabs.ts'
import { startStatuses } from './statuses.ts'
import { browserDependencies } from './surroundings.ts'

export type { Engine, SubmitItem } from './engine-model.ts'

export function startEngine(given: Pick<EngineDependencies, 'client' | 'store'> & Partial<EngineDependencies>): Engine {
  const dependencies: EngineDependencies = { ...browserDependencies(), ...given }
  const { store, now, sleep, newKey } = dependencies
  const secrets: SecretsInMemory = new Map()
  const statuses = startStatuses()
  const { setStatus } = statuses
  const updates = dependencies.startUpdates(dependencies, setStatus)
  const context: EngineContext = { dependencies, pace: dependencies.pace ?? startPace(sleep), breaker: startBreaker(sleep), secrets, setStatus, ...updates }
  const submittedHere = new Set<string>()
  const touchedHere = new Set<string>()
  const tabs = startTabs({ dependencies, drive: (jobId, isMine) => drive(jobId, isMine), statuses, hasSecrets: (jobId) => submittedHere.has(jobId) })
  const drive = startDriving(context, {
    following: startFollowing(context, tabs.sleepOrPoke),
    isKnownHere: (jobId) => submittedHere.has(jobId) || touchedHere.has(jobId),
  })

  /** On the administrator’s word: what comes of it is no restart. */
  const change = async (jobId: string, move: (job: Job) => Job): Promise<void> => {
    touchedHere.add(jobId)
    await updates.update(jobId, move)
    tabs.poke(jobId)
    tabs.follow(jobId)
  }

  return {
    submitJob: startSubmitting({ dependencies, secrets, tabs, submittedHere }),
    async resumeJobs(tenant) {
      const jobs = await store.listJobs(tenant).catch(() => [])
      for (const job of jobs) if (hasWork(job)) tabs.follow(job.id)
    },
    follow: tabs.follow,
    takeOver: tabs.takeOver,
    requestStop: (jobId) => change(jobId, (job) => requestStop(job, now())),
    pause: (jobId) => change(jobId, (job) => recordPaused(job, 'You paused the job. Requests under way are still followed.')),
    resume: (jobId) => change(jobId, (job) => recordPaused(job, null)),
    sendAgain: (jobId, key) => change(jobId, (job) => recordSendAgain(job, key, newKey(), now())),
    decideNotDone: (jobId, key) => change(jobId, (job) => recordNotDone(job, key)),
    verify: (jobId) => change(jobId, (job) => requestVerify(job, now())),
    checkAgain: (jobId) => change(jobId, (job) => requestCheckAgain(job, now())),
    statusOf: statuses.statusOf,
    isRunning: tabs.isRunning,
    subscribe: statuses.subscribe,
  }
}
