/** Which organizations a key opens: those that it lists, or the one that was named at the start where it may list none. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdKey } from './credentials.ts'
import { openUpstream } from './forward.ts'
import { knownOrganizations } from './organizations.ts'
import { startSimulator, type Simulator } from './simulator/server.ts'

let simulator: Simulator
let id: string
beforeAll(async () => {
  simulator = await startSimulator({ users: 3 })
  const answer = await fetch(`${simulator.url}/api/organizations`, { headers: { 'x-api-key': simulator.apiKey } })
  const { results } = (await answer.json()) as { results: [{ _id: string }] }
  id = results[0]._id
})
afterAll(() => simulator.stop())

const opens = async (ending: string, configured: string | null, asked: string) => {
  const upstream = openUpstream(simulator.url, holdKey(`${simulator.apiKey}${ending}`))
  try {
    return await knownOrganizations(upstream, configured).has(asked)
  } finally {
    upstream.close()
  }
}

test('a key opens what it lists, and only the configured one where one is configured', async () => {
  const other = 'ab'.repeat(12)
  expect([await opens('', null, id), await opens('', null, other), await opens('', id, id), await opens('', other, id), await opens('', other, other)]).toEqual(
    [true, false, true, false, false],
  )
})

test('a key that may not list organizations works in the configured one only', async () => {
  expect([await opens('_nolist', id, id), await opens('_nolist', id, 'ab'.repeat(12))]).toEqual([true, false])
})

test('without a configured one, its 403 is called what it is, and nothing was sent', async () => {
  await expect(opens('_nolist', null, id)).rejects.toMatchObject({
    refusal: {
      rule: 'organization',
      message: expect.stringMatching(/may not list organizations \(status 403\)\. Set JUMPCLOUD_ORG_ID.*Nothing was sent/) as string,
    },
  })
})
