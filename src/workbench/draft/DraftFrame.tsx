/** The frame of a draft's screens: finds the draft, shows the step bar, says what storage could not do. */
import { FileQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { originLabel, type DraftOrigin } from '#domain/draft/origin.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Link } from '#ui/Link.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Stepper } from '#ui/Stepper.tsx'
import { useConnection } from '../navigation/connection.ts'
import { DraftNotices, savedWords } from './DraftNotices.tsx'
import { useDraftSession, type OpenState, type OpenDraft } from './draft-session.ts'
import { paths } from '../navigation/paths.ts'
import { useRememberedSteps } from './use-remembered-steps.ts'
import { RefillSecrets } from './RefillSecrets.tsx'
import styles from './DraftFrame.module.css'

type Step = 'columns' | 'grid' | 'review'
interface StepLink {
  readonly key: 'file' | Step | 'job'
  readonly label: string
  readonly href: (draft: string) => string | undefined
  /** Only where the rows came from a file. */
  readonly isOfFile?: true
}
const steps: readonly StepLink[] = [
  { key: 'file', label: 'File', href: () => paths.home(), isOfFile: true },
  { key: 'columns', label: 'Columns', href: paths.columns, isOfFile: true },
  { key: 'grid', label: 'Grid', href: paths.draft },
  { key: 'review', label: 'Review', href: paths.review },
  { key: 'job', label: 'Job', href: () => undefined },
]

interface Props {
  readonly draftId: string
  readonly step: Step
  readonly children: (draft: OpenDraft, state: OpenState) => ReactNode
}

export function DraftFrame({ draftId, step, children }: Props) {
  const { tenant, organizationName } = useConnection()
  const session = useDraftSession(draftId, tenant)
  useRememberedSteps(session)
  if (session.kind === 'loading') return <Skeleton rows={10} />
  if (session.kind === 'failed') return <ErrorPanel title="The draft could not be opened" detail={session.message} />
  if (session.kind === 'missing')
    return (
      <EmptyState icon={<FileQuestion />} title="No such draft here" action={<ButtonLink href={paths.home()}>Go to Home</ButtonLink>}>
        This browser holds no draft of that name for {organizationName}. It was deleted, or it belongs to another organization or region.
      </EmptyState>
    )
  const { draft, access } = session
  const here = steps.findIndex(({ key }) => key === step)
  const reached = draft.rows === null ? 1 : 3
  const shownSteps = steps.filter(({ isOfFile }) => isOfFile !== true || draft.origin.kind === 'file')
  return (
    <div className={styles.frame}>
      <div className={styles.steps}>
        <Stepper
          label={`Steps of ${draft.name}`}
          steps={shownSteps.map((each) => {
            const at = steps.indexOf(each)
            return {
              key: each.key,
              label: each.label,
              state: at < here ? 'done' : at === here ? 'current' : 'next',
              href: at !== here && at <= reached ? each.href(draft.id) : undefined,
            }
          })}
        />
        <span className={styles.file}>
          {draft.name}
          {draft.origin.kind !== 'file' && <Origin origin={draft.origin} draftName={draft.name} />}
        </span>
        <span className={styles.saved} aria-live="polite">
          {savedWords(session)}
        </span>
      </div>
      <DraftNotices session={session} />
      {session.missing !== null && access === 'mine' && <RefillSecrets draft={draft} missing={session.missing} />}
      {children(draft, session)}
    </div>
  )
}

/** Says where the rows come from, and leads there. */
function Origin({ origin, draftName }: { readonly origin: DraftOrigin; readonly draftName: string }) {
  const label = originLabel(origin)
  const href = origin.kind === 'retry' || origin.kind === 'revert' ? paths.job(origin.jobId) : origin.kind === 'leavers' ? paths.review(origin.draftId) : null
  if (href === null) return <> · {label}</>
  return (
    <>
      {' · '}
      <Link href={href}>{label === draftName ? 'Open job' : label}</Link>
    </>
  )
}
