/** Home calls a draft sent only when no row of it is left to send. */
import { expect, test } from 'vitest'
import { noCounts, type StateCounts } from '#domain/jobs/ledger-model.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { draftStatus } from './draft-status.ts'

const job = (id: string, counts: Partial<StateCounts>) => ({ id, batches: [{ counts: { ...noCounts, ...counts } }] }) as unknown as JobHeader
const retry = (id: string, of: string, counts: Partial<StateCounts>) =>
  ({ ...job(id, counts), origin: { kind: 'retry', jobId: of, jobName: '' } }) as unknown as JobHeader
const submission = (jobId: string, sent: number, left: number) => ({ jobId, at: 1, rowCount: 60, sent, left })

test.each([
  ['nothing was sent', {}, [], 'Open', ''],
  ['every row went', { submissions: [submission('j1', 60, 0)] }, [job('j1', { succeeded: 60 })], 'Sent', '60 rows'],
  ['rows were blocked', { submissions: [submission('j1', 52, 8)] }, [job('j1', { succeeded: 52 })], 'Partly sent', '52 of 60 rows'],
  [
    'the others were excluded',
    { submissions: [{ ...submission('j1', 52, 8), excluded: 8 }] },
    [job('j1', { succeeded: 52 })],
    'Sent',
    '52 of 60 rows · 8 excluded',
  ],
  ['the others were unchanged', { submissions: [submission('j1', 52, 0)] }, [job('j1', { pending: 52 })], 'Sent', '52 of 60 rows'],
  ['nobody knows what became of rows', { submissions: [submission('j1', 60, 0)] }, [job('j1', { succeeded: 57, unknown: 3 })], 'Sent', '60 rows · 3 unknown'],
  ['rows failed', { submissions: [submission('j1', 60, 0)] }, [job('j1', { succeeded: 57, failed: 3 })], 'Partly sent', '60 rows · 3 not done'],
  [
    'what failed went again',
    { submissions: [submission('j1', 60, 0), submission('j2', 60, 0)] },
    [job('j1', { succeeded: 57, failed: 3 }), job('j2', { succeeded: 3 })],
    'Sent',
    '60 rows',
  ],
  [
    'a retry of what failed has done most of it',
    { submissions: [submission('j1', 60, 0)] },
    [job('j1', { succeeded: 57, failed: 3 }), retry('j2', 'j1', { succeeded: 2, failed: 1 }), retry('j3', 'j2', { failed: 1 })],
    'Partly sent',
    '60 rows · 1 not done',
  ],
  [
    'a retry of a retry has done the rest',
    { submissions: [submission('j1', 60, 0)] },
    [job('j1', { succeeded: 57, failed: 3 }), retry('j2', 'j1', { succeeded: 2, failed: 1 }), retry('j3', 'j2', { succeeded: 1 })],
    'Sent',
    '60 rows',
  ],
  ['rows were added since', { rowCount: 62, submissions: [submission('j1', 60, 0)] }, [job('j1', { succeeded: 60 })], 'Partly sent', '60 of 62 rows'],
  ['its job is gone', { submissions: [submission('j1', 60, 0)] }, [], 'Sent', '60 rows'],
] as const)('%s', (_, header, jobs, label, detail) => {
  expect(draftStatus({ rowCount: 60, ...header }, jobs)).toMatchObject({ label, detail })
})
