/** Users: the directory in the grid, where users are found, edited and reviewed without any file. */
import { Columns3, FileDown, RefreshCw, UserPen, Users } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { counted } from '#domain/count.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { userId } from '#domain/directory/match.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { SystemUser } from '#domain/wire.ts'
import { seenNoted } from '#adapters/directory/note-seen.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { saveFile } from '#ui/save-file.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { toast } from '#ui/Toast.tsx'
import { DraftNotices, savedWords } from '#workbench/draft/DraftNotices.tsx'
import type { UsersGridHandle } from '#workbench/grid/users-grid-props.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { BulkEdit } from './BulkEdit.tsx'
import { ColumnsDialog } from './ColumnsDialog.tsx'
import { usersFile } from './export-users.ts'
import { DirectoryGrid } from './DirectoryGrid.tsx'
import { Loading } from './Loading.tsx'
import { changeCount, rowsByUser } from './user-edits.ts'
import { attributesOf, readColumns, storeColumns } from './user-columns.ts'
import { countUsers, filterUsers, isFiltered } from './user-filter.ts'
import { useUserFilter } from './use-user-filter.ts'
import { useUserRows, useUserTexts } from './user-rows.ts'
import { useDirectoryUsers, useUpstreamSearch } from './use-directory-users.ts'
import { useEdits } from './use-edits.ts'
import { UsersToolbar } from './UsersToolbar.tsx'
import styles from './UsersScreen.module.css'

/** The directory as it is loaded, searched and filtered, with the edits in it. */
function useUsers() {
  const { tenant } = useConnection()
  const [filter, setFilter] = useUserFilter()
  const [columns, setColumns] = useState(readColumns)
  const directory = useDirectoryUsers(tenant)
  const late = useDeferredValue(filter)
  const upstream = useUpstreamSearch(tenant, late, !directory.isWhole)
  const texts = useUserTexts(upstream.found?.users ?? directory.users, columns)
  const byId = useMemo(
    () => new Map([...directory.users, ...(upstream.found?.users ?? [])].map((user) => [userId(user), user])),
    [directory.users, upstream.found],
  )
  const userOf = useCallback((id: string) => byId.get(id), [byId])
  const nowOf = useCallback(
    (id: string, field: FieldKey) => {
      const user = byId.get(id)
      return user === undefined || texts === null ? '' : texts.text(user, field)
    },
    [byId, texts],
  )
  const { id: draftId, state, isOpening, edit } = useEdits({ tenant, userOf, nowOf })
  const edits = state?.draft.rows ?? null
  const edited = useMemo(() => new Set([...rowsByUser(edits)].filter(([, row]) => Object.keys(row.texts).length > 0).map(([id]) => id)), [edits])
  const all = useMemo(() => countUsers(directory.users, edited), [directory.users, edited])
  // A status has as many users as choosing it would show: of those that are searched for, where a search is on.
  const counts = useMemo(() => {
    if (upstream.found !== null) return late.show === 'all' ? countUsers(upstream.found.users, edited) : null
    return isFiltered({ ...late, show: 'all' }) ? countUsers(filterUsers(directory.users, { ...late, show: 'all' }, edited), edited) : all
  }, [all, directory.users, edited, late, upstream.found])
  const users = useMemo(
    () => (upstream.found === null ? filterUsers(directory.users, late, edited) : upstream.found.users),
    [directory.users, edited, late, upstream.found],
  )
  const { set, base } = useUserRows(users, texts, edits)
  const attributes = useMemo(() => attributesOf(directory.users), [directory.users])
  const choose = (next: readonly FieldKey[]) => {
    setColumns(next)
    storeColumns(next)
  }
  return { directory, upstream, filter, setFilter, columns, choose, texts, draftId, state, isOpening, edit, all, counts, users, set, base, attributes }
}

type UsersShown = ReturnType<typeof useUsers>
type OpenDialog = { readonly kind: 'columns' } | { readonly kind: 'bulk'; readonly selected: readonly SystemUser[]; readonly field: FieldKey | null } | null

export function UsersScreen() {
  const { organizationName } = useConnection()
  const [, navigate] = useLocation()
  const grid = useRef<UsersGridHandle>(null)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const shown = useUsers()
  const { directory, users, set, state, edit } = shown
  const selected = () => (grid.current?.selectedRows() ?? []).flatMap((key) => users[rowNumber(key) - 1] ?? [])
  const setState = (text: 'SUSPENDED' | 'ACTIVATED') => {
    const all = selected()
    if (all.length === 0) return toast('Select users in the grid first.', { tone: 'warning' })
    edit(
      all.map((user) => ({ user: userId(user), field: 'state', text })),
      `${text === 'SUSPENDED' ? 'suspend' : 'activate'} ${counted(all.length, 'user')}`,
    )
  }
  const failure = directory.error === null ? null : sentenceFor(directory.error)
  return (
    <div className={styles.page}>
      <UsersHeader shown={shown} organizationName={organizationName} />
      <Loading directory={directory} search={shown.upstream} />
      {failure !== null && <ErrorPanel title={failure.title} detail={failure.detail} onRetry={directory.read} />}
      {state !== null && <DraftNotices session={state} />}
      {directory.isWhole && directory.users.length === 0 ? (
        <EmptyState icon={<Users />} title="No users yet" action={<Button onClick={() => navigate(paths.home())}>Import users</Button>}>
          {organizationName} has no users. Import a file to create them.
        </EmptyState>
      ) : (
        <>
          <UsersToolbar filter={shown.filter} onFilter={shown.setFilter} all={shown.all} counts={shown.counts} />
          {set === null || shown.isOpening ? (
            <Skeleton rows={10} />
          ) : (
            <DirectoryGrid
              ref={grid}
              users={users}
              set={set}
              base={shown.base}
              texts={shown.texts}
              state={state}
              edit={edit}
              toolbar={
                <>
                  <Button
                    size="s"
                    icon={<UserPen size={14} />}
                    onClick={() => setDialog({ kind: 'bulk', selected: selected(), field: grid.current?.selectedField() ?? null })}
                  >
                    Edit selected
                  </Button>
                  <Button size="s" variant="quiet" onClick={() => setState('SUSPENDED')}>
                    Suspend
                  </Button>
                  <Button size="s" variant="quiet" onClick={() => setState('ACTIVATED')}>
                    Activate
                  </Button>
                  <Button size="s" variant="quiet" icon={<Columns3 size={14} />} onClick={() => setDialog({ kind: 'columns' })}>
                    Choose columns
                  </Button>
                </>
              }
            />
          )}
        </>
      )}
      <UsersDialog shown={shown} dialog={dialog} onClose={() => setDialog(null)} />
    </div>
  )
}

function UsersHeader({ shown, organizationName }: { readonly shown: UsersShown; readonly organizationName: string }) {
  const [, navigate] = useLocation()
  const { directory, users, set, state, draftId } = shown
  const changes = changeCount(state?.draft.rows ?? null)
  const review = async () => {
    if (draftId === null) return
    await seenNoted(draftId)
    navigate(paths.review(draftId))
  }
  return (
    <PageHeader
      title="Users"
      meta={
        <span className={styles.facts}>
          <span>
            {counted(directory.users.length, 'user')} in {organizationName}
          </span>
          {directory.readAt !== null && (
            <span>
              Loaded <RelativeTime at={directory.readAt} />
            </span>
          )}
          <span aria-live="polite">{state !== null && changes > 0 && savedWords(state)}</span>
        </span>
      }
      actions={
        <>
          <Button icon={<RefreshCw size={16} />} disabledReason={directory.isReading ? 'Users are being loaded.' : undefined} onClick={directory.read}>
            Refresh
          </Button>
          <Button
            icon={<FileDown size={16} />}
            disabledReason={set === null || set.rows.length === 0 ? 'No users are shown.' : undefined}
            onClick={() => set !== null && saveFile(usersFile(set, users.map(userId), organizationName))}
          >
            Export CSV
          </Button>
          <Button variant="primary" disabledReason={changes === 0 ? 'Nothing has been edited yet.' : undefined} onClick={() => void review()}>
            {changes === 0 ? 'Review changes' : `Review ${counted(changes, 'change')}`}
          </Button>
        </>
      }
    />
  )
}

function UsersDialog({ shown, dialog, onClose }: { readonly shown: UsersShown; readonly dialog: OpenDialog; readonly onClose: () => void }) {
  const { users, columns, attributes, choose, edit } = shown
  if (dialog === null) return null
  if (dialog.kind === 'columns') return <ColumnsDialog columns={columns} attributes={attributes} onChange={choose} onClose={onClose} />
  return (
    <BulkEdit
      selected={dialog.selected.length}
      wanted={dialog.field}
      shown={users.length}
      attributes={attributes}
      onClose={onClose}
      onApply={(field, text, toAll) => {
        const all = toAll ? users : dialog.selected
        edit(
          all.map((user) => ({ user: userId(user), field: field.key, text })),
          `${field.label} of ${counted(all.length, 'user')}`,
        )
        if (!columns.includes(field.key)) choose([...columns, field.key])
        toast(`${field.label} of ${counted(all.length, 'user')} changed here. Nothing is sent before you review and submit.`)
        onClose()
      }}
    />
  )
}
