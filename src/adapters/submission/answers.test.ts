/** What is in the way of a job is told in sentences, and a proxy that has stopped in words that say how to start it. */
import { expect, test } from 'vitest'
import { ApiError } from '../jumpcloud/errors.ts'
import { sentenceOfError } from './answers.ts'

test.each([
  [new ApiError('offline', 'Failed to fetch'), 'Rollcall’s proxy does not answer. Start it again with npm start.'],
  [new ApiError('server', 'upstream connect error'), 'upstream connect error.'],
  [new Error('It was canceled.'), 'It was canceled.'],
  [new Error('Really?'), 'Really?'],
  ['plain text ', 'plain text.'],
])('%s', (error, sentence) => {
  expect(sentenceOfError(error)).toBe(sentence)
})
