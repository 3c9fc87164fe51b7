/** A job's counts in one sentence; partial success is never called failed. */
import { actionParts, actionWords, type Action } from '#domain/plan/actions.ts'
import { finishedOf, goodStates, openOf, sumOf, totalOf } from '#domain/jobs/job-counts.ts'
import type { StateCounts } from '#domain/jobs/ledger-model.ts'
import { counted } from '#domain/count.ts'
import { formatNumber } from '#ui/locale.ts'

type Tone = 'info' | 'success' | 'warning' | 'danger' | 'unknown'
type Actions = Readonly<Partial<Record<Action, number>>>

/** "Create 12 users", "Create 3 users and suspend 1": the same words before a submit and after it. */
export function actionSentence(actions: Actions | undefined, total: number): string {
  const parts = actionParts(actions ?? {})
  if (parts.length === 0) return counted(total, 'user')
  const words = parts.map(({ action, count }, at) =>
    at === 0 ? `${actionWords[action].verb} ${counted(count, 'user')}` : `${actionWords[action].verb.toLowerCase()} ${formatNumber(count)}`,
  )
  return words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`
}

/** "created" where all users of the job are; "succeeded" where they are not all the same. */
export function doneWord(actions: Actions | undefined): string {
  const parts = actionParts(actions ?? {})
  const [only] = parts
  return parts.length === 1 && only !== undefined ? actionWords[only.action].done.toLowerCase() : 'succeeded'
}

/** What became of the users of a job, and how loudly to show it. */
export function outcomeOf(counts: StateCounts, actions?: Actions): { readonly tone: Tone; readonly text: string } {
  const total = totalOf(counts)
  const good = sumOf(counts, goodStates)
  const failed = sumOf(counts, ['failed', 'refused', 'differs'])
  const done = doneWord(actions)
  if (openOf(counts) > 0) {
    const bad = failed > 0 ? ` · ${formatNumber(failed)} failed` : ''
    return { tone: 'info', text: `${formatNumber(finishedOf(counts))} of ${formatNumber(total)} finished${bad}` }
  }
  if (good === total)
    return counts.flagged > 0
      ? { tone: 'warning', text: `${formatNumber(total)} ${done}, ${formatNumber(counts.flagged)} with a note` }
      : { tone: 'success', text: `${formatNumber(total)} ${done}` }
  const parts = [
    [good, done],
    [failed, 'failed'],
    [counts.unknown, 'unknown'],
    [counts.stopped, 'stopped'],
  ] as const
  const text = parts.flatMap(([count, word]) => (count > 0 ? [`${formatNumber(count)} ${word}`] : [])).join(' · ')
  return { tone: counts.unknown > 0 ? 'unknown' : good > 0 ? 'warning' : 'danger', text }
}
