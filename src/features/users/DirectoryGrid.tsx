/** The directory users in the users' grid, and the form of the one that is opened. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode, type RefObject } from 'react'
import { userId } from '#domain/directory/match.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import type { RowList } from '#domain/packed/row-list.ts'
import type { Seen } from '#domain/plan/drift.ts'
import type { SystemUser } from '#domain/wire.ts'
import { getSeen } from '#adapters/storage/seen.ts'
import { counted } from '#domain/count.ts'
import type { OpenState } from '#workbench/draft/draft-session.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import { UsersGrid } from '#workbench/grid/UsersGrid.tsx'
import type { ShownRows } from '#workbench/grid/use-row-view.ts'
import type { UsersGridCommands, UsersGridHandle, UsersGridIssues } from '#workbench/grid/users-grid-props.ts'
import type { UserEdit } from './user-edits.ts'
import { rowsByUser } from './user-edits.ts'
import { issuesOfUser } from './user-issues.ts'
import type { UserTexts } from './user-rows.ts'
import { userMarks } from './user-marks.tsx'
import { UserPanel } from './UserPanel.tsx'
import styles from './UsersScreen.module.css'

interface Props {
  readonly users: readonly SystemUser[]
  readonly set: RowSet
  /** The rows before any edit. */
  readonly base: RowList | null
  readonly texts: UserTexts | null
  readonly state: OpenState | null
  readonly edit: (edits: readonly UserEdit[], name: string) => void
  readonly toolbar: ReactNode
  readonly ref: RefObject<UsersGridHandle | null>
}

const noneSeen: Seen = new Map()
const noTexts = {}
const layout = { name: 'users', of: 'users' }

/** What the grid is told of the users: issues, what may be done, which were edited, and what they were before. */
function useUserFacts({ users, base, state, edit }: Props) {
  const edits = state?.draft.rows ?? null
  const draftId = state?.draft.id ?? ''
  const seen = useQuery({ queryKey: ['seen', draftId], queryFn: () => getSeen(draftId), enabled: draftId !== '', staleTime: 0, networkMode: 'always' })
  const issues = useMemo((): UsersGridIssues => {
    const of = (key: string) => {
      const user = users[rowNumber(key) - 1]
      return user === undefined ? [] : issuesOfUser(user, key, edits, (row) => state?.issues?.get(row), seen.data ?? noneSeen)
    }
    return { get: of, has: (key) => of(key).length > 0, errors: state?.issues?.errors ?? 0, warnings: state?.issues?.warnings ?? 0 }
  }, [edits, seen.data, state, users])
  const commands = useMemo(
    (): UsersGridCommands => ({
      canGrow: false,
      edit({ cells }, name) {
        const made = cells.flatMap(({ row, field, text }): UserEdit[] => {
          const user = users[rowNumber(row) - 1]
          return user === undefined ? [] : [{ user: userId(user), field, text }]
        })
        edit(made, name ?? (made.length === 1 ? 'edit of a cell' : `edit of ${counted(made.length, 'cell')}`))
        return made.length > 0
      },
    }),
    [edit, users],
  )
  const edited = useMemo(() => {
    const ids = rowsByUser(edits)
    const keys =
      ids.size === 0 ? [] : users.flatMap((user, index) => (Object.keys(ids.get(userId(user))?.texts ?? noTexts).length > 0 ? [`r${index + 1}`] : []))
    return () => keys
  }, [edits, users])
  const before = (row: Row, column: number): string | null => {
    const was = base?.at(rowNumber(row.key) - 1)
    return was === undefined || was === row ? null : (was.cells[column] ?? '')
  }
  return { issues, commands, edited, before }
}

/** The user of the form, and those before and after in the order in which they were shown when it was opened. */
interface OpenUser {
  readonly id: string
  readonly ids: readonly string[]
}

const idsOf = (rows: ShownRows, users: readonly SystemUser[]): readonly string[] =>
  Array.from({ length: rows.count }, (_, index) => userId(users[rowNumber(rows.at(index)?.key ?? 'r0') - 1] ?? {}))

/** Beside the number of a user: whether they administer JumpCloud, or are managed by another system. */
function userHeader(key: string, user: SystemUser | undefined) {
  const marks = user === undefined ? [] : userMarks.filter(({ isOn }) => isOn(user))
  return {
    text: key.slice(1),
    title: [`User ${key.slice(1)}`, ...marks.map(({ label }) => label)].join(' · '),
    ...(marks.length === 0
      ? {}
      : {
          mark: (
            <span className={styles.marks}>
              {marks.map(({ key: name, label, Icon }) => (
                <Icon key={name} size={13} role="img" aria-label={label} />
              ))}
            </span>
          ),
        }),
  }
}

export function DirectoryGrid(props: Props) {
  const { users, set, texts, state, edit, toolbar, ref } = props
  const [open, setOpen] = useState<OpenUser | null>(null)
  const facts = useUserFacts(props)
  const at = (key: string) => users[rowNumber(key) - 1]
  const openAt = open === null ? -1 : users.findIndex((user) => userId(user) === open.id)
  const user = users[openAt]
  const row = `r${openAt + 1}`
  const place = open === null ? -1 : open.ids.indexOf(open.id)
  return (
    <div className={styles.grid}>
      <UsersGrid
        ref={ref}
        label="Users"
        set={set}
        purpose="update"
        layout={layout}
        {...facts}
        showBefore
        hasOwnSearch
        corner="User"
        rowHeader={({ key }) => userHeader(key, at(key))}
        deleteMeans="clear"
        canClear
        onOpenRow={(key, rows) => setOpen({ id: userId(at(key) ?? {}), ids: idsOf(rows, users) })}
        toolbar={
          <>
            <UndoButtons draftId={state?.draft.id ?? null} undo={state?.undo ?? null} redo={state?.redo ?? null} />
            {toolbar}
          </>
        }
        emptyText="No users match."
      />
      {user !== undefined && open !== null && (
        <UserPanel
          user={user}
          managerName={texts?.text(user, 'manager') ?? ''}
          edited={rowsByUser(state?.draft.rows ?? null).get(open.id)?.texts ?? noTexts}
          issues={facts.issues.get(row) ?? []}
          state={state}
          place={{ at: place + 1, of: open.ids.length }}
          onMove={(by) => {
            const id = open.ids[place + by] ?? open.id
            setOpen({ ...open, id })
            ref.current?.show(`r${users.findIndex((each) => userId(each) === id) + 1}`)
          }}
          onEdit={edit}
          onClose={() => {
            setOpen(null)
            ref.current?.returnTo(row)
          }}
        />
      )}
    </div>
  )
}
