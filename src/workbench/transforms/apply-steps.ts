/** Carries out transforms and repairs one after the other, each as an undo step of its own. */
import { readTakenUsernames, type UsernamesInUse } from '#adapters/directory/taken-usernames.ts'
import { stepParts, titleOf } from '#domain/issues/proposed-steps.ts'
import { recipeStep, type RecipeStep, type Step } from '#domain/mapping/recipe-steps.ts'
import type { Surroundings } from '#domain/mapping/transforms/transform.ts'
import { applyDraftMapping, changeMany, stateOf, type OpenDraft } from '../draft/draft-session.ts'
import { candidatesOf } from './preview.ts'

/** Answers how many of them changed something. */
export async function applySteps({ id, tenant }: OpenDraft, steps: readonly Step[], toE164: Surroundings['toE164']): Promise<number> {
  await applyDraftMapping(id)
  let changed = 0
  for (const step of steps) {
    const state = stateOf(id)
    if (state?.kind !== 'open' || state.draft.rows === null) return changed
    const { rows: set, table } = state.draft
    const around: Surroundings = { set, source: table, ...(toE164 === undefined ? {} : { toE164 }) }
    const parts = stepParts(step, { ...around, ...(await inUse(step, around, tenant.organizationId)) })
    if (changeMany(id, titleOf(step), parts, keptOf(step, table.headers))) changed += 1
  }
  return changed
}

function keptOf(step: Step, headers: readonly string[]): readonly RecipeStep[] {
  if (step.kind === 'repair') return [step]
  const kept = recipeStep(step.transform, headers)
  return kept === null ? [] : [kept]
}

/** Which usernames the directory has; nothing where none is made or the directory does not answer, since Review checks them again. */
async function inUse(step: Step, around: Surroundings, organizationId: string): Promise<Partial<UsernamesInUse>> {
  const wanted = step.kind === 'transform' ? candidatesOf(step.transform, around) : { names: [], emails: [] }
  if (wanted.names.length === 0) return {}
  try {
    return await readTakenUsernames(organizationId, wanted, AbortSignal.timeout(longestRead))
  } catch {
    return {}
  }
}

const longestRead = 30_000
