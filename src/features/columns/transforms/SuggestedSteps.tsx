/** Transforms that the file asks for, and those of the last file with its headers: each shown on real rows, and applied together. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { counted } from '#domain/count.ts'
import { proposedSteps, titleOf, type Proposal } from '#domain/issues/proposed-steps.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import { textOf } from '#domain/packed/patch-table.ts'
import { knownValues } from '#adapters/directory/known-values.ts'
import { loadPhoneNumbers } from '#adapters/phones/phone-numbers.ts'
import { rememberedSteps } from '#adapters/storage/recipes.ts'
import { tenantKey } from '#domain/tenant.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { toast } from '#ui/Toast.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { useRowsToCome } from '#workbench/draft/mapped-rows.ts'
import { applySteps } from '#workbench/transforms/apply-steps.ts'
import { Samples } from '#workbench/transforms/Samples.tsx'
import styles from './SuggestedSteps.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly isMine: boolean
  /** Opens the choices of a transform. */
  readonly onOpen: (transform: Transform) => void
}

/** Rows that are looked at: what they do not show is found by the check of all rows. */
const looked = 2_000
const samplesShown = 2

export function SuggestedSteps({ draft, isMine, onOpen }: Props) {
  const { proposals, toE164, isPart } = useProposals(draft)
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [isBusy, setBusy] = useState(false)
  if (proposals.length === 0) return null
  const isChosen = ({ step, isSure }: Proposal) => chosen.get(titleOf(step)) ?? isSure
  const wanted = proposals.filter(isChosen)
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
            <Checkbox
              label={titleOf(proposal.step)}
              help={`${proposal.why} ${counted(countOf(proposal), 'cell')}${isPart ? ' in the first 2,000 rows' : ''}.`}
              checked={isChosen(proposal)}
              onChange={(next) => setChosen(new Map([...chosen, [titleOf(proposal.step), next]]))}
            />
            <Samples samples={samplesOf(proposal)} />
            {proposal.step.kind === 'transform' && <Change transform={proposal.step.transform} isMine={isMine} onOpen={onOpen} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Change({ transform, isMine, onOpen }: { readonly transform: Transform; readonly isMine: boolean; readonly onOpen: Props['onOpen'] }) {
  const title = titleOf({ kind: 'transform', transform })
  return (
    <Button size="s" variant="quiet" disabledReason={isMine ? undefined : 'Another tab is editing this draft.'} onClick={() => onOpen(transform)}>
      Change<span className={styles.hidden}> {title}</span>
    </Button>
  )
}

const countOf = ({ change }: Proposal): number => change.columns.reduce((sum, { rows }) => sum + rows.length, 0)

function samplesOf({ change }: Proposal) {
  const [column] = change.columns
  const { before = null, after = null } = column ?? {}
  if (column === undefined || before === null || after === null || fieldByKey(column.field)?.secret === true) return []
  return Array.from(column.rows.subarray(0, samplesShown), (row, at) => ({ row, before: textOf(before, at), after: textOf(after, at) }))
}

function useProposals(draft: OpenDraft): {
  proposals: readonly Proposal[]
  toE164: ((text: string, country: string) => string | null) | undefined
  isPart: boolean
} {
  const { id, tenant, table, mapping, purpose } = draft
  const set = useRowsToCome(draft)
  const hasPhones = mapping.some(({ target }) => target.kind === 'field' && target.field.startsWith('phoneNumbers.'))
  const phones = useQuery({ queryKey: ['phone numbers'], queryFn: loadPhoneNumbers, enabled: hasPhones, staleTime: Infinity, networkMode: 'always' }).data
  const { data: remembered, isPending } = useQuery({
    queryKey: ['remembered steps', tenantKey(tenant), id],
    queryFn: () => rememberedSteps(tenant, table.headers).catch(() => []),
    staleTime: Infinity,
    networkMode: 'always',
  })
  const isReady = !isPending && (!hasPhones || phones !== undefined)
  // The table of columns is there first.
  const shown = useDeferredValue(isReady ? set : null, null)
  const proposals = useMemo(() => {
    if (shown === null) return []
    const known = knownValues(tenant)
    return proposedSteps({
      remembered: remembered ?? [],
      set: { columns: shown.columns, rows: shown.rows.slice(0, looked) },
      source: table,
      mapping,
      purpose,
      ...(known === null ? {} : { isKnownUser: (text: string) => known.users.has(text.toLowerCase()), employeeIdentifiers: known.employeeIdentifiers }),
      ...(phones === undefined ? {} : { toE164: phones.toE164 }),
    })
  }, [mapping, phones, purpose, remembered, shown, table, tenant])
  return { proposals, toE164: phones?.toE164, isPart: table.rowCount > looked }
}
