/** A row names the place where it can be looked up. */
import { expect, test } from 'vitest'
import { fromFile, rowPlace, type DraftOrigin } from './origin.ts'

test.each<[DraftOrigin, number | null, string]>([
  [fromFile, 7, 'Line 7'],
  [fromFile, null, 'Added by hand'],
  [{ kind: 'empty' }, 2, 'Row 2'],
  [{ kind: 'retry', jobId: 'j', jobName: 'new.csv' }, 9, 'Line 9'],
  [{ kind: 'retry', jobId: 'j', jobName: 'Revert of new.csv', hasNoFile: true }, 9, 'Row 9'],
  [{ kind: 'directory' }, null, 'From the directory'],
  [{ kind: 'leavers', draftId: 'd', draftName: 'all.csv' }, 1, 'From the directory'],
])('a row of %o, line %s: %s', (origin, line, words) => expect(rowPlace(origin, line)).toBe(words))
