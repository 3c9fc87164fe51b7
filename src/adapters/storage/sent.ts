/** Reads from this browser what of a draft was sent, and what is left to do for a job's rows. */
import { readFollowUp, readSent, type SentReader } from '../drafts/sent.ts'
import { openDatabase } from './database.ts'
import { getJob } from './ledger-store.ts'

const reader: SentReader = {
  getHeader: async (id) => (await openDatabase()).get('drafts', id),
  getRecord: async (jobId) => (await openDatabase()).get('sent', jobId),
  getRecordsOf: async (draftId) => (await openDatabase()).getAllFromIndex('sent', 'draft', draftId),
  getJob,
}

export const getSent = (draftId: string) => readSent(reader, draftId)
export const getFollowUp = (jobId: string) => readFollowUp(reader, jobId)
