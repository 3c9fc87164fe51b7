/** Every user of a job with their one outcome, page by page; page, size, order, filter and search are in the address. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, type ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import { actionWords } from '#domain/plan/actions.ts'
import { goodStates } from '#domain/jobs/job-counts.ts'
import { nameOfUser, stateShown, viewUsers, type JobUser, type Show } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { describeState, shownStates } from '#domain/jobs/row-states.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable, type Column, type Sort } from '#ui/DataTable.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { TextField } from '#ui/TextField.tsx'
import { pageSizes, useChangeSearch, usePaging } from '#workbench/navigation/search-params.ts'
import { ChangeLine } from './ChangeLine.tsx'
import { sentQuery } from './sent-query.ts'
import { viewOf } from './users-view.ts'
import { UserDetails } from './UserDetails.tsx'
import rowText from '../RowText.module.css'
import tabBarStyles from './TabBar.module.css'
import styles from './UsersTable.module.css'

interface Props {
  readonly job: Job
  readonly users: readonly JobUser[]
  /** The other views of the job stand beside the search. */
  readonly tabs: ReactNode
}

const lineColumn: Column<JobUser> = {
  key: 'line',
  header: 'Line',
  align: 'end',
  width: '64px',
  isSortable: true,
  narrowPlace: '1',
  render: ({ line }) => line ?? '',
}

export function UsersTable({ job, users, tabs }: Props) {
  const { page, size, setPage, setSize } = usePaging()
  const [params, setParams] = useSearchParams()
  const { show, find } = viewOf(params)
  const order = params.get('sort') ?? ''
  const sort = useMemo(() => viewOf(new URLSearchParams({ sort: order })).sort, [order])
  const openKey = params.get('user')
  const change = useChangeSearch()
  const findNow = useDeferredValue(find)
  const found = useMemo(() => viewUsers(users, { show, find: findNow, sort }), [users, show, findNow, sort])
  const pages = Math.max(1, Math.ceil(found.length / size))
  const at = Math.min(page, pages)
  const shown = found.slice((at - 1) * size, at * size)
  const sent = useQuery(sentQuery(job, shown)).data
  const hasLines = useMemo(() => users.some(({ line }) => line !== null), [users])
  const open = openKey === null ? undefined : users.find(({ key }) => key === openKey)
  const setOpen = (key: string | null) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (key === null) next.delete('user')
      else next.set('user', key)
      return next
    })
  return (
    <section className={styles.users} aria-label="Users">
      <div className={tabBarStyles.bar}>
        {tabs}
        <div className={styles.tools}>
          <TextField
            label="Find user"
            hideLabel
            placeholder={hasLines ? 'Find by name, email or line' : 'Find by name or email'}
            value={find}
            onChange={(text) => change({ find: text })}
          />
          <StateFilter users={users} show={show} onShow={(next) => change({ show: next === 'all' ? '' : next })} />
        </div>
      </div>
      <DataTable
        isFilling
        narrow="auto minmax(0, 1fr) auto"
        caption="Users of this job"
        rows={shown}
        rowKey={({ key, batch }) => `${batch?.key ?? ''} ${key}`}
        empty={emptyWords(job, find)}
        sort={sort ?? undefined}
        onSort={({ key, isDescending }: Sort) => change({ sort: `${key}${isDescending ? '-desc' : ''}` })}
        columns={[
          ...(hasLines ? [lineColumn] : []),
          {
            key: 'user',
            header: 'User',
            width: '25%',
            isSortable: true,
            narrowPlace: '2',
            render: (user) => <Name user={user} onOpen={() => setOpen(user.key)} />,
          },
          { key: 'state', header: 'Outcome', width: '170px', isSortable: true, narrowPlace: '3', render: (user) => <State user={user} /> },
          {
            key: 'changes',
            header: 'Changes',
            width: '26%',
            narrowPlace: '2 / -1',
            render: (user) => <ChangeLine sent={sent?.get(user.key)} isNew={user.action === 'create'} />,
          },
          { key: 'message', header: 'Message', width: '28%', isSortable: true, narrowPlace: '2 / -1', render: (user) => <Message user={user} /> },
        ]}
      />
      <Pagination page={at} size={size} sizes={pageSizes} total={found.length} hasNext={at < pages} onPage={setPage} onSize={setSize} />
      {open !== undefined && <UserDetails job={job} user={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function emptyWords({ deletedCounts }: Job, find: string): string {
  if (deletedCounts !== undefined) return 'The users of this job were deleted from this browser with its values. The counts stay.'
  return find === '' ? 'No users with this outcome.' : `No users match “${find}”.`
}

interface FilterProps {
  readonly users: readonly JobUser[]
  readonly show: Show
  readonly onShow: (show: Show) => void
}

/** The bar shows one state each; this one has the groups too. */
function StateFilter({ users, show, onShow }: FilterProps) {
  const there = useMemo(() => new Set(users.map(stateShown)), [users])
  const states = shownStates.filter((state) => there.has(state))
  return (
    <SelectField<Show>
      label="Show"
      hideLabel
      value={show}
      onChange={onShow}
      options={[
        { value: 'all', label: 'All outcomes' },
        { value: 'not-done', label: 'Failed and refused' },
        ...[...new Set([...states, ...(show === 'all' || show === 'not-done' ? [] : [show])])].map((state) => ({
          value: state,
          label: describeState(state).label,
        })),
      ]}
    />
  )
}

function Name({ user, onOpen }: { readonly user: JobUser; readonly onOpen: () => void }) {
  const name = nameOfUser(user)
  return (
    <>
      <Button variant="quiet" size="s" className={styles.name} onClick={onOpen}>
        {name}
      </Button>
      {user.email !== '' && user.email !== name && <span className={rowText.meta}>{user.email}</span>}
    </>
  )
}

function State({ user }: { readonly user: JobUser }) {
  const { state, action } = user
  const { label, tone, meaning } = describeState(stateShown(user))
  const isGood = (goodStates as readonly string[]).includes(state)
  const word = action === null ? '' : isGood ? actionWords[action].done : actionWords[action].verb
  return (
    <span title={meaning}>
      <StateMark tone={tone}>{label}</StateMark>
      {word !== '' && <span className={rowText.meta}>{word}</span>}
    </span>
  )
}

/** JumpCloud's words as they came, and what the directory showed. */
function Message({ user: { message, evidence } }: { readonly user: JobUser }) {
  return (
    <>
      {message !== '' && <span className={rowText.message}>{message}</span>}
      {evidence !== '' && <span className={rowText.evidence}>{evidence}</span>}
    </>
  )
}
