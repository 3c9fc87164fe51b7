/** Transforms and repairs to propose for a file: those of the last file with its headers, then what its own values ask for, each tried on real rows. */
import { bulkChange, withBulk, type BulkChange, type BulkPart } from '../draft/bulk.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Step } from '../mapping/recipe-steps.ts'
import { askInstead, isUndecided, suggesters, type Looked, type Suggestion } from '../mapping/transforms/suggest.ts'
import { runTransform, transformTitle, type Surroundings } from '../mapping/transforms/transform.ts'
import type { Cause } from '../packed/issue.ts'
import { causes } from './causes.ts'
import { repaired } from './repairs/repair.ts'
import { samplesOfChange, type StepSample } from './step-samples.ts'
import { cellIssues } from './validate.ts'

export const repairTitle = (cause: Cause): string => causes[cause]?.fix ?? causes[cause]?.title ?? 'Repair'

/** What the step is called in the undo button and in Review. */
export function titleOf(step: Step): string {
  if (step.kind === 'transform') return transformTitle(step.transform)
  return `${repairTitle(step.cause)} in ${fieldByKey(step.field)?.label ?? step.field}`
}

/** The cells that a step would set: a repair looks for its cause in every cell of its column. */
export function stepParts(step: Step, around: Surroundings): readonly BulkPart[] {
  if (step.kind === 'transform') return runTransform(step.transform, around).changes
  const { cause, order, words } = step
  const field = fieldByKey(step.field)
  if (field === undefined || field.secret || !around.set.columns.includes(step.field)) return []
  const choices = { ...(order === undefined ? {} : { order }), ...(words === undefined ? {} : { words }) }
  const known = new Map<string, string | null>()
  const change = (_: number, text: string): string | null => {
    if (text === '') return null
    let after = known.get(text)
    if (after === undefined) {
      after = cellIssues(field, text, null).some((found) => found.cause === cause) ? repaired(cause, field, text, choices) : null
      known.set(text, after)
    }
    return after
  }
  return [{ field: step.field, change }]
}

export interface Proposal {
  readonly step: Step
  readonly why: string
  /** Whether it is chosen unless somebody says otherwise. */
  readonly isSure: boolean
  /** Done in an earlier file. */
  readonly isRemembered: boolean
  /** What it would do to the rows that were looked at; null where a choice is missing first. */
  readonly change: BulkChange | null
  /** Cells that it has no answer for, and leaves as they are. */
  readonly unsolved: number
  /** The first cells of it. */
  readonly samples: readonly StepSample[]
}

const samplesShown = 2

export interface ProposalInput extends Looked, Pick<Surroundings, 'toE164'> {
  readonly remembered: readonly Step[]
}

/** Each is tried on the rows as those before it leave them; what would change nothing is not proposed. */
export function proposedSteps(input: ProposalInput): readonly Proposal[] {
  const steps = proposing(input)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same, and stops after every step, for a page that has other things to do in between. */
export function* proposing({ remembered, toE164, ...looked }: ProposalInput): Generator<undefined, readonly Proposal[]> {
  const { set, source } = looked
  const proposals: Proposal[] = []
  let now = set
  const around = (): Surroundings => ({ set: now, source, ...(toE164 === undefined ? {} : { toE164 }) })
  const samples = (step: Step, change: BulkChange | null) =>
    change === null ? [] : samplesOfChange(change, step.kind === 'transform' ? step.transform : null, around(), samplesShown)
  /** Answers whether there is something to propose. */
  const propose = (step: Step, { why, isSure }: Omit<Suggestion, 'transform'>, isRemembered: boolean): boolean => {
    const outcome = step.kind === 'transform' ? runTransform(step.transform, around()) : null
    const change = bulkChange(now, { id: String(proposals.length), title: titleOf(step), parts: outcome?.changes ?? stepParts(step, around()) })
    // Counted while the change is made.
    const unsolved = outcome?.unsolved.count ?? 0
    const isOpen = step.kind === 'transform' && toE164 !== undefined && isUndecided(step.transform)
    if (change === null && !isOpen) return false
    proposals.push({ step, why, isSure, isRemembered, change: isOpen ? null : change, unsolved, samples: samples(step, change) })
    if (isSure && change !== null) now = withBulk(now, change, 'do')
    return true
  }
  const suggested = (each: Suggestion) => propose({ kind: 'transform', transform: each.transform }, each, false)
  for (const step of remembered) {
    propose(step, { why: 'Applied to the last file with these headers.', isSure: true }, true)
    yield
  }
  const isThere = (suggestion: Suggestion) =>
    proposals.some(({ step }) => step.kind === 'transform' && transformTitle(step.transform) === transformTitle(suggestion.transform))
  for (const suggest of suggesters) {
    for (const each of suggest({ ...looked, set: now })) {
      const instead = isThere(each) || suggested(each) ? null : askInstead(each)
      if (instead !== null) suggested(instead)
      yield
    }
    yield
  }
  return proposals
}
