/** Saves all results of a JumpCloud job as a CSV that is safe to open in a spreadsheet. */
import type { WireWorkResult } from '#domain/wire.ts'
import { saveFile } from '#ui/save-file.ts'

const headers = ['Username', 'Email', 'User id', 'Status', 'Message', 'Created', 'Updated', 'Result id'] as const

const cellsOf = ({ id, status, statusMsg, meta, createdAt, updatedAt }: WireWorkResult): string[] => {
  const user = meta?.systemUser
  return [user?.username, user?.email, user?.id ?? user?._id, status, statusMsg, createdAt, updatedAt, id].map((text) => text ?? '')
}

export async function saveResults(jobId: string, results: readonly WireWorkResult[]): Promise<void> {
  const { fileName, writeCsv } = await import('#adapters/csv/write-csv.ts')
  saveFile(new File([writeCsv(headers, results.map(cellsOf), 'spreadsheet')], `${fileName('JumpCloud job', jobId)}.csv`, { type: 'text/csv' }))
}
