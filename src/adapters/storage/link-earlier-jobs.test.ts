/** A draft that an earlier version sent is known as sent. */
import { expect, test } from 'vitest'
import { linksOf } from './link-earlier-jobs.ts'
import type { StoredDraft, StoredJob } from './schema.ts'

const draft = (id: string, createdAt: number, more: Partial<StoredDraft> = {}) =>
  ({ id, name: 'people.csv', world: 'simulator:a', createdAt, rowCount: 3, ...more }) as unknown as StoredDraft
const job = (id: string, createdAt: number, more: Partial<StoredJob['job']> = {}) =>
  ({ id, world: 'simulator:a', job: { name: 'people.csv', createdAt, ...more } }) as unknown as StoredJob
const people = (jobId: string, ...keys: string[]) => ({ jobId, rows: keys.map((key) => ({ key })) })

test('a job is linked to the youngest draft of its name that is older than it and has its rows', () => {
  const drafts = [draft('old', 1), draft('new', 5), draft('later', 20), draft('small', 6, { rowCount: 1 }), draft('other', 7, { world: 'us:b' })]
  const links = linksOf({ drafts, jobs: [job('j1', 10)], people: [people('j1', 'r1', 'r3')] })
  expect(links.drafts).toMatchObject([{ id: 'new', sendVersion: 1, submissions: [{ jobId: 'j1', rowCount: 3, sent: 2, left: 1 }] }])
  expect(links.sent).toMatchObject([{ jobId: 'j1', draft: 'new', rows: Uint32Array.of(1, 3), prints: null }])
})

test('two jobs of one draft add up, and a job without such a draft is left as it is', () => {
  const links = linksOf({
    drafts: [draft('d', 1)],
    jobs: [job('j2', 12), job('j1', 10), job('gone', 11, { name: 'elsewhere.csv' })],
    people: [people('j1', 'r1'), people('j2', 'r1', 'r2'), people('gone', 'r1')],
  })
  expect(links.drafts).toMatchObject([
    {
      sendVersion: 2,
      submissions: [
        { jobId: 'j1', sent: 1 },
        { jobId: 'j2', sent: 2, left: 1 },
      ],
    },
  ])
  expect(links.sent.map(({ jobId }) => jobId)).toEqual(['j1', 'j2'])
})
