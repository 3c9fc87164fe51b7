/** Users: the directory as it is now, page by page. */
import { useQuery } from '@tanstack/react-query'
import { userId } from '#domain/directory/match.ts'
import type { SystemUser } from '#domain/wire.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { usersPageQuery } from '#adapters/jumpcloud/queries.ts'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { pageSizes, usePaging } from '#workbench/navigation/search-params.ts'
import styles from './UsersScreen.module.css'

export function UsersScreen() {
  const { tenant, organizationName } = useConnection()
  const { page, size, setPage, setSize } = usePaging()
  const users = useQuery(usersPageQuery(tenant.organizationId, page, size))
  const failure = users.isError ? sentenceFor(users.error) : null
  const total = users.data?.totalCount ?? null
  return (
    <div className={styles.page}>
      <PageHeader
        title="Users"
        description={`The people of ${organizationName}, as JumpCloud has them now.`}
        meta={total === null ? undefined : `${total.toLocaleString()} users`}
      />
      {failure !== null ? (
        <ErrorPanel title={failure.title} detail={failure.detail} onRetry={() => void users.refetch()} />
      ) : (
        <>
          <DataTable
            caption="Users"
            loading={users.isPending}
            rows={users.data?.results ?? []}
            rowKey={userId}
            empty="Nobody on this page."
            columns={[
              { key: 'username', header: 'Username', render: (user) => <span className={styles.name}>{user.username}</span> },
              { key: 'name', header: 'Name', render: (user) => [user.firstname, user.lastname].filter(Boolean).join(' ') },
              { key: 'email', header: 'Email', render: (user) => user.email },
              { key: 'department', header: 'Department', render: (user) => user.department },
              { key: 'title', header: 'Job title', render: (user) => user.jobTitle },
              { key: 'state', header: 'State', render: (user) => <State user={user} /> },
              { key: 'id', header: 'Id', render: (user) => <CopyText text={userId(user)} mono label="Copy the user id" /> },
            ]}
          />
          <Pagination
            page={page}
            size={size}
            sizes={pageSizes}
            total={total}
            hasNext={total !== null && page * size < total}
            onPage={setPage}
            onSize={setSize}
          />
        </>
      )}
    </div>
  )
}

const states: Record<string, { readonly label: string; readonly tone: 'success' | 'warning' | 'neutral' }> = {
  ACTIVATED: { label: 'Active', tone: 'success' },
  SUSPENDED: { label: 'Suspended', tone: 'warning' },
  STAGED: { label: 'Staged', tone: 'neutral' },
}

function State({ user }: { readonly user: SystemUser }) {
  const state = user.state === undefined ? undefined : states[user.state]
  return state === undefined ? <>{user.state ?? ''}</> : <StateMark tone={state.tone}>{state.label}</StateMark>
}
