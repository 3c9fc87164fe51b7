/** Tests the connection step by step, as far as it gets. The answer holds no secret: only the last four characters of the key. */
import { testPermissions, type KeyFacts } from './permissions.ts'
import { testReach, type Place } from './reach.ts'
import { inOrder, type Step } from './steps.ts'

export type { Step }

export async function testConnection(place: Place, facts: KeyFacts): Promise<Step[]> {
  const reach = await testReach(place)
  if (reach.some(({ state }) => state === 'failed')) return inOrder(reach)
  return inOrder([...reach, ...(await testPermissions(facts))])
}
