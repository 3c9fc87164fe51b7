/** What a test of the connection answers: seven steps in order, each with a state and a sentence for the administrator. */

export const stepNames = ['name', 'port', 'certificate', 'key', 'organization', 'read', 'rate'] as const
export type StepName = (typeof stepNames)[number]

export interface Step {
  readonly step: StepName
  /** `skipped`: not tested, because an earlier step failed or nothing is to be tested. */
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly sentence: string
}

export const passed = (step: StepName, sentence: string): Step => ({ step, state: 'passed', sentence })
export const failed = (step: StepName, sentence: string): Step => ({ step, state: 'failed', sentence })
export const skipped = (step: StepName, sentence: string): Step => ({ step, state: 'skipped', sentence })

/** Every step in order; those that were not reached say so. */
export function inOrder(found: readonly Step[]): Step[] {
  return stepNames.map((name) => found.find(({ step }) => step === name) ?? skipped(name, 'An earlier step failed.'))
}
