/** How far the directory is loaded, and what JumpCloud found meanwhile. */
import { counted } from '#domain/count.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Progress } from '#ui/Progress.tsx'
import { formatNumber } from '#ui/locale.ts'
import { restOfReading } from '#workbench/connection/reading-words.ts'
import type { useDirectoryUsers, useUpstreamSearch } from './use-directory-users.ts'
import styles from './UsersScreen.module.css'

interface Props {
  readonly directory: ReturnType<typeof useDirectoryUsers>
  readonly search: ReturnType<typeof useUpstreamSearch>
}

export function Loading({ directory, search }: Props) {
  const { isReading, isCanceled, progress, users } = directory
  return (
    <>
      {isReading && (
        <div className={styles.loading}>
          <Progress
            label="Loading users"
            value={progress?.done ?? 0}
            max={progress?.total ?? 1}
            detail={
              progress === null
                ? 'Asking JumpCloud'
                : `${counted(progress.users, 'user')} in ${formatNumber(progress.done)} of ${counted(progress.total, 'page')}${restOfReading(progress)}`
            }
          />
          <Button size="s" onClick={directory.cancel}>
            Cancel
          </Button>
        </div>
      )}
      {isCanceled && (
        <Notice
          tone="info"
          title={`Only ${counted(users.length, 'user')} loaded`}
          action={
            <Button size="s" onClick={directory.read}>
              Load all users
            </Button>
          }
        >
          Loading was canceled. A search still asks JumpCloud for all users.
        </Notice>
      )}
      {search.error !== null && (
        <Notice tone="warning" title="JumpCloud could not be searched">
          {sentenceFor(search.error).detail}
        </Notice>
      )}
      {(search.isSearching || search.found !== null) && (
        <p role="status" className={styles.facts}>
          {search.found === null
            ? 'Searching JumpCloud'
            : search.found.total > search.found.users.length
              ? `First ${formatNumber(search.found.users.length)} of ${counted(search.found.total, 'match', 'matches')} in JumpCloud`
              : `${counted(search.found.total, 'match', 'matches')} in JumpCloud`}
        </p>
      )}
    </>
  )
}
