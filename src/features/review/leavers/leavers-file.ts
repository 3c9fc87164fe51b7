/** Directory users as a file of leavers, by the catalogue's own names: so that it is known as ours when it is read. */
import { userId } from '#domain/directory/match.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { SystemUser } from '#domain/wire.ts'
import { fileName, writeCsv } from '#adapters/csv/write-csv.ts'

/** A username may be anything, a formula too: what is saved is safe to open in a spreadsheet, and is read back as it was. */
export function leaversFile(users: readonly SystemUser[], draftName: string): File {
  const headers = ['id', 'username', 'email'].map((key) => fieldByKey(key)?.label ?? key)
  const rows = users.map((user) => [userId(user), user.username ?? '', user.email ?? ''])
  return new File([writeCsv(headers, rows, 'spreadsheet')], `${fileName('leavers of', draftName.replace(/\.[^.]*$/, ''))}.csv`, { type: 'text/csv' })
}
