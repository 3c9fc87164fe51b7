/** What a screen says where the organizations of the key could not be read, with a test of the connection. */
import { ApiError, sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { listForbidden } from '#adapters/jumpcloud/organization-errors.ts'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { ConnectionTest } from '#workbench/connection/ConnectionTest.tsx'
import type { OrganizationChoice } from './use-organization.ts'
import styles from './ConnectionFailure.module.css'

/** A test helps where JumpCloud is in the way, and not where this page or its proxy is. */
export function ConnectionFailure({ choice, error }: { readonly choice: OrganizationChoice; readonly error: Error }) {
  const { title, detail } = choice.isListForbidden && error instanceof ApiError ? listForbidden(error) : sentenceFor(error)
  const isOurs = error instanceof ApiError && (error.kind === 'offline' || error.kind === 'token')
  return (
    <div className={styles.page}>
      {choice.current === null && <PageHeader title="No connection" />}
      <ErrorPanel title={title} detail={detail} onRetry={() => void choice.list.refetch()} />
      {!isOurs && <ConnectionTest organizationId={choice.wanted} />}
    </div>
  )
}
