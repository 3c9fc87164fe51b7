/** Transforms that the file asks for, and those of the last file with its headers: each shown on real rows, and applied together. */
import { useState } from 'react'
import { counted } from '#domain/count.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { titleOf, type Proposal } from '#domain/issues/proposed-steps.ts'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { formatNumber } from '#ui/locale.ts'
import { toast } from '#ui/Toast.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { applySteps } from '#workbench/transforms/apply-steps.ts'
import { Samples } from '#workbench/transforms/Samples.tsx'
import { looked, useProposals } from './use-proposals.ts'
import { Hidden } from '#ui/Hidden.tsx'
import styles from './SuggestedSteps.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly isMine: boolean
  /** Opens the choices of a transform. */
  readonly onOpen: (transform: Transform) => void
}

export function SuggestedSteps({ draft, isMine, onOpen }: Props) {
  const { proposals, toE164, isPart } = useProposals(draft)
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [isBusy, setBusy] = useState(false)
  if (proposals.length === 0) return null
  const isChosen = ({ step, isSure }: Proposal) => chosen.get(titleOf(step)) ?? isSure
  // What needs a choice first is applied where it is made.
  const wanted = proposals.filter((proposal) => proposal.change !== null && isChosen(proposal))
  const apply = async () => {
    setBusy(true)
    try {
      const count = await applySteps(
        draft,
        wanted.map(({ step }) => step),
        toE164,
      )
      toast(`${counted(count, 'transform')} applied. Each can be taken back under Transforms.`)
    } finally {
      setBusy(false)
    }
  }
  const reason = !isMine ? 'Another tab is editing this draft.' : wanted.length === 0 ? 'Choose a transform first.' : undefined
  return (
    <section className={styles.panel} aria-labelledby="suggested-transforms">
      <div className={styles.head}>
        <h2 id="suggested-transforms">Suggested transforms</h2>
        <Button size="s" variant="primary" loading={isBusy} disabledReason={reason} onClick={() => void apply()}>
          {wanted.length === 0 ? 'Apply transforms' : `Apply ${counted(wanted.length, 'transform')}`}
        </Button>
      </div>
      <ul className={styles.list}>
        {proposals.map((proposal) => (
          <li key={titleOf(proposal.step)}>
            <Offer
              proposal={proposal}
              isPart={isPart}
              isChosen={isChosen(proposal)}
              onChoose={(next) => setChosen(new Map([...chosen, [titleOf(proposal.step), next]]))}
            />
            {proposal.step.kind === 'transform' && (
              <Change transform={proposal.step.transform} label={proposal.change === null ? 'Choose country' : 'Change'} isMine={isMine} onOpen={onOpen} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface OfferProps {
  readonly proposal: Proposal
  readonly isPart: boolean
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}

/** What needs a choice first cannot be ticked: the button beside it leads to the choice. */
function Offer({ proposal: { step, why, change, unsolved, samples }, isPart, isChosen, onChoose }: OfferProps) {
  if (change === null)
    return (
      <p className={styles.undecided}>
        {titleOf(step)}
        <span>{why}</span>
      </p>
    )
  return (
    <>
      <Checkbox
        label={titleOf(step)}
        help={`${why} ${counted(countOf(change), 'cell')}${unsolved === 0 ? '' : `, ${formatNumber(unsolved)} left unchanged`}${isPart ? ` in the first ${formatNumber(looked)} rows` : ''}.`}
        checked={isChosen}
        onChange={onChoose}
      />
      <Samples samples={samples} />
    </>
  )
}

interface ChangeProps extends Pick<Props, 'isMine' | 'onOpen'> {
  readonly transform: Transform
  readonly label: string
}

function Change({ transform, label, isMine, onOpen }: ChangeProps) {
  const title = titleOf({ kind: 'transform', transform })
  return (
    <Button
      size="s"
      variant={label === 'Change' ? 'quiet' : 'secondary'}
      disabledReason={isMine ? undefined : 'Another tab is editing this draft.'}
      onClick={() => onOpen(transform)}
    >
      {label}
      <Hidden> {title}</Hidden>
    </Button>
  )
}

const countOf = (change: BulkChange): number => change.columns.reduce((sum, { rows }) => sum + rows.length, 0)
