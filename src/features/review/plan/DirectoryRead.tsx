/** How the read of the directory is going, or how it went. */
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Progress } from '#ui/Progress.tsx'
import { formatNumber, formatTime } from '#ui/locale.ts'
import { Notice } from '#ui/Notice.tsx'
import { restOfReading } from '#workbench/connection/reading-words.ts'
import type { Directory } from './use-directory.ts'
import styles from '../Review.module.css'

export function DirectoryRead({ directory }: { readonly directory: Directory }) {
  const { data, error, isReading, isCancelled, progress } = directory
  if (isReading)
    return (
      <div className={styles.reading}>
        <Progress
          label="Reading the directory"
          value={progress?.done ?? 0}
          max={progress?.total ?? 1}
          detail={
            progress === null
              ? 'Asking JumpCloud'
              : `${formatNumber(progress.users)} users in ${formatNumber(progress.done)} of ${formatNumber(progress.total)} requests${restOfReading(progress)}`
          }
        />
        <Button size="s" onClick={directory.cancel}>
          Cancel
        </Button>
      </div>
    )
  if (error !== null) {
    const { title, detail } = sentenceFor(error)
    return <ErrorPanel title={title} detail={`${detail} The draft is unchanged.`} onRetry={directory.read} />
  }
  if (isCancelled)
    return (
      <Notice
        tone="info"
        title="The directory was not read"
        action={
          <Button size="s" onClick={directory.read}>
            Read now
          </Button>
        }
      >
        Rows can’t be matched with users until the directory is read.
      </Notice>
    )
  if (data === undefined) return null
  return (
    <p className={styles.facts}>
      <span>
        Compared with the directory as of {formatTime(data.readAt)}.{data.users.length === 0 && ' None of these users are in it.'}
      </span>
      <Button size="s" variant="quiet" onClick={directory.read}>
        Read again
      </Button>
    </p>
  )
}
