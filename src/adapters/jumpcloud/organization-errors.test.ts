/** Each error about an organization that JumpCloud documents is named, with what to do; others keep their own words. */
import { expect, test } from 'vitest'
import { ApiError, errorOf, sentenceFor } from './errors.ts'

const titleOf = (status: number, message: string, refusal: string | null = null) =>
  sentenceFor(errorOf({ status, text: JSON.stringify({ message }), header: (name) => (name === 'x-rollcall-refusal' ? refusal : null) }, 0))

test.each([
  [400, 'x-org-id is malformed', 'JumpCloud doesn’t accept the organization id'],
  [400, 'x-org-id does not match the organization id in the path', 'Two organizations in one request'],
  [401, 'Unauthorized: no organization selected', 'JumpCloud asks for an organization'],
  [403, 'x-org-id is not supported on this route: organization', 'JumpCloud doesn’t accept an organization here'],
  [404, 'organization not found', 'Organization not found'],
])('%i “%s”: %s', (status, message, title) => {
  const sentence = titleOf(status, message)
  expect(sentence.title).toBe(title)
  expect(sentence.detail).toContain(`JumpCloud said: “${message}”.`)
})

test('other refusals of the same codes keep their meaning', () => {
  expect(titleOf(401, 'Unauthorized: api key user not found').title).toBe('JumpCloud refused the API key')
  expect(titleOf(403, 'Forbidden: this API key is read-only').title).toBe('The API key is not allowed to do this')
  expect(titleOf(404, 'Not Found').title).toBe('Not found in JumpCloud')
  expect(titleOf(400, 'username is required').title).toBe('The request was refused')
})

test('a refused key names both causes: a wrong key, and another region', () =>
  expect(titleOf(401, 'Unauthorized').detail).toMatch(/wrong, revoked or expired, or it belongs to another region.*JUMPCLOUD_API_KEY or JUMPCLOUD_REGION/))

test('the proxy’s own refusal keeps its words', () =>
  expect(titleOf(403, 'This API key does not open the organization x.', 'organization').title).toBe('This key has no access to the organization'))

test('what is no error of JumpCloud is shown as it is', () => expect(sentenceFor(new ApiError('offline', 'x')).title).toBe('Rollcall’s proxy does not answer'))
