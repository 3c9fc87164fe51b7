/** Saves all results of a JumpCloud job as a CSV that is safe to open in a spreadsheet. */
import { messageOf, userOf, type ReadResult } from '#domain/jobs/results.ts'
import { saveFile } from '#ui/save-file.ts'

const headers = ['Username', 'Email', 'User id', 'Status', 'Message', 'Created', 'Updated', 'Result id'] as const

const cellsOf = (result: ReadResult): string[] => {
  const { id, status, createdAt, updatedAt } = result
  const user = userOf(result)
  return [user.username, user.email, user.id, status, messageOf(result), createdAt, updatedAt, id].map((text) => text ?? '')
}

export async function saveResults(jobId: string, results: readonly ReadResult[]): Promise<void> {
  const { fileName, writeCsv } = await import('#adapters/csv/write-csv.ts')
  saveFile(new File([writeCsv(headers, results.map(cellsOf), 'spreadsheet')], `${fileName('JumpCloud job', jobId)}.csv`, { type: 'text/csv' }))
}
