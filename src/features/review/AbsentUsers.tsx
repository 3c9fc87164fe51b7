/** Who is in the directory and not in a file that claims to be complete; nobody is chosen until the administrator chooses them. */
import { useMemo, useState } from 'react'
import { userId } from '#domain/directory/match.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { isAdministrator, isManaged } from '#domain/jobs/blast-radius.ts'
import type { SystemUser } from '#domain/wire.ts'
import { Button } from '#ui/Button.tsx'
import { VirtualTable, type VirtualColumn } from '#ui/VirtualTable.tsx'
import { people } from './submit-label.ts'
import styles from './Review.module.css'

interface Props {
  readonly users: readonly SystemUser[]
  readonly fileName: string
}

export function AbsentUsers({ users, fileName }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo((): readonly VirtualColumn<SystemUser>[] => {
    const choose = (id: string, isChosen: boolean) =>
      setChosen((before) => {
        const next = new Set(before)
        if (isChosen) next.add(id)
        else next.delete(id)
        return next
      })
    return [
      {
        key: 'choose',
        header: '',
        width: '44px',
        render: (user) =>
          isSuspended(user) ? null : (
            <input
              type="checkbox"
              aria-label={`Choose ${user.username ?? userId(user)}`}
              checked={chosen.has(userId(user))}
              onChange={(event) => choose(userId(user), event.target.checked)}
            />
          ),
      },
      { key: 'user', header: 'Username', width: 'minmax(160px, 1fr)', render: ({ username }) => username },
      { key: 'email', header: 'E-mail', width: 'minmax(200px, 1fr)', render: ({ email }) => email },
      { key: 'department', header: 'Department', width: 'minmax(120px, 1fr)', render: ({ department }) => department },
      {
        key: 'standing',
        header: 'Standing',
        width: 'minmax(180px, 1fr)',
        render: (user) =>
          [user.state ?? (user.suspended === true ? 'SUSPENDED' : ''), isAdministrator(user) ? 'Administrator' : '', isManaged(user) ? 'Managed elsewhere' : '']
            .filter((text) => text !== '')
            .join(' · '),
      },
    ]
  }, [chosen])
  return (
    <section className={styles.table} aria-labelledby="absent">
      <div className={styles.tableTools}>
        <div>
          <h2 id="absent" className={styles.heading}>
            {people(users.length)} of the directory {users.length === 1 ? 'is' : 'are'} not in {fileName}
          </h2>
          <p className={styles.meta}>Nothing happens to them. To suspend some, choose them and drop the file of leavers on Home.</p>
        </div>
        <Button
          disabledReason={chosen.size === 0 ? 'Nobody is chosen.' : undefined}
          onClick={() =>
            void saveLeavers(
              users.filter((user) => chosen.has(userId(user))),
              fileName,
            )
          }
        >
          Save {chosen.size === 0 ? 'a file' : people(chosen.size)} as leavers
        </Button>
      </div>
      <VirtualTable
        caption="Directory users who are not in the file"
        columns={columns}
        rows={users}
        rowKey={userId}
        heightOf={rowHeight}
        empty="Everybody of the directory is in the file."
      />
    </section>
  )
}

const rowHeight = () => 34
const isSuspended = ({ state, suspended }: SystemUser): boolean => state === 'SUSPENDED' || suspended === true

/** A username may be anything, a formula too: what is saved is safe to open in a spreadsheet, and is read back as it was. */
async function saveLeavers(users: readonly SystemUser[], draftName: string) {
  const { fileName, writeCsv } = await import('#adapters/csv/write-csv.ts')
  // The catalogue's own names: by them the file is known as ours when it is read.
  const headers = ['id', 'username', 'email'].map((key) => fieldByKey(key)?.label ?? key)
  const rows = users.map((user) => [userId(user), user.username ?? '', user.email ?? ''])
  const url = URL.createObjectURL(new Blob([writeCsv(headers, rows, 'spreadsheet')], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName('leavers of', draftName.replace(/\.[^.]*$/, ''))}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
