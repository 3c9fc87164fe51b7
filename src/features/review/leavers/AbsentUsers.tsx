/** Users who are in the directory and not in a file that is a full list; none is selected until the administrator selects them. */
import { useDeferredValue, useMemo, useState } from 'react'
import { userId } from '#domain/directory/match.ts'
import { isAdministrator, isManaged } from '#domain/plan/blast-radius.ts'
import type { SystemUser } from '#domain/wire.ts'
import { Button } from '#ui/Button.tsx'
import { saveFile } from '#ui/save-file.ts'
import { TextField } from '#ui/TextField.tsx'
import { VirtualTable, type VirtualColumn } from '#ui/VirtualTable.tsx'
import { PrepareLeavers } from './PrepareLeavers.tsx'
import { users as usersOf } from '../submit/submit-label.ts'
import styles from '../Review.module.css'

interface Props {
  readonly users: readonly SystemUser[]
  readonly draftId: string
  readonly fileName: string
}

export function AbsentUsers({ users, draftId, fileName }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isPreparing, setPreparing] = useState(false)
  const [find, setFind] = useState('')
  const findNow = useDeferredValue(find)
  const shown = useMemo(() => found(users, findNow), [findNow, users])
  const leavers = useMemo(() => users.filter((user) => chosen.has(userId(user))), [chosen, users])
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
        narrowPlace: '1',
        render: (user) =>
          isSuspended(user) ? null : (
            <input
              type="checkbox"
              aria-label={`Select ${user.username ?? userId(user)}`}
              checked={chosen.has(userId(user))}
              onChange={(event) => choose(userId(user), event.target.checked)}
            />
          ),
      },
      { key: 'user', header: 'Username', width: 'minmax(160px, 1fr)', narrowPlace: '2', render: ({ username }) => username },
      { key: 'email', header: 'Email', width: 'minmax(200px, 1fr)', narrowPlace: '2', render: ({ email }) => email },
      { key: 'department', header: 'Department', width: 'minmax(120px, 1fr)', narrowPlace: '2', render: ({ department }) => department },
      {
        key: 'standing',
        header: 'State',
        width: 'minmax(180px, 1fr)',
        narrowPlace: '2',
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
            {usersOf(users.length)} missing from {fileName}
          </h2>
          <p className={styles.meta}>Nothing happens to them. Select the ones who left to create a leavers draft.</p>
        </div>
        <div className={styles.finders}>
          <TextField label="Find user missing from this file" hideLabel value={find} onChange={setFind} placeholder="Find user" />
          <Button disabledReason={noneSelected(leavers)} onClick={() => void saveLeavers(leavers, fileName)}>
            Export selected
          </Button>
          <Button disabledReason={noneSelected(leavers)} onClick={() => setPreparing(true)}>
            Create leavers draft{leavers.length === 0 ? '' : ` for ${usersOf(leavers.length)}`}
          </Button>
        </div>
      </div>
      <VirtualTable
        caption="Users missing from this file"
        columns={columns}
        rows={shown}
        rowKey={userId}
        heightOf={rowHeight}
        narrow="44px minmax(0, 1fr)"
        empty={users.length === 0 ? 'Every user of the directory is in the file.' : 'No user of that name.'}
      />
      {isPreparing && <PrepareLeavers users={leavers} draftId={draftId} fileName={fileName} onClose={() => setPreparing(false)} />}
    </section>
  )
}

const noneSelected = (leavers: readonly SystemUser[]) => (leavers.length === 0 ? 'No user is selected.' : undefined)

function found(users: readonly SystemUser[], find: string): readonly SystemUser[] {
  const text = find.trim().toLowerCase()
  if (text === '') return users
  return users.filter(({ username, email, department, displayname, employeeIdentifier }) =>
    [username, email, department, displayname, employeeIdentifier].some((each) => each?.toLowerCase().includes(text) === true),
  )
}

const rowHeight = () => 34
const isSuspended = ({ state, suspended }: SystemUser): boolean => state === 'SUSPENDED' || suspended === true

async function saveLeavers(users: readonly SystemUser[], fileName: string) {
  const { leaversFile } = await import('./leavers-file.ts')
  saveFile(leaversFile(users, fileName))
}
