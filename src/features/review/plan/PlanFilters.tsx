/** Which rows of the plan are shown: by kind, by field, by name; and one field excluded for all rows that are shown. */
import { counted } from '#domain/count.ts'
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { PlanSummary } from '#domain/plan/summary.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { Button } from '#ui/Button.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { TextField } from '#ui/TextField.tsx'
import { formatNumber } from '#ui/locale.ts'
import { setOmitted, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { countOf, kindWords, shownKinds } from './plan-kinds.ts'
import { views, type PlanRow, type View } from './plan-rows.ts'
import styles from '../Review.module.css'

const viewLabels: Record<View, string> = {
  clears: 'With clears',
  sensitive: 'Sensitive',
  drift: 'Changed in JumpCloud',
  changed: 'Changed since sent',
  news: 'New since last check',
}

const count = (label: string, of: number) => `${label} ${formatNumber(of)}`

/** Only what there is. */
export function filterOptions(counts: PlanCounts, summary: PlanSummary, news: ReadonlySet<RowKey>): { value: string; label: string }[] {
  const inViews: Record<View, number> = {
    clears: counts.cleared,
    sensitive: summary.withSensitive,
    drift: summary.withDrift,
    changed: summary.sent.reduce((sum, each) => sum + each.changed, 0),
    news: news.size,
  }
  const found = [
    ...shownKinds.map((kind) => ({ value: kind as string, label: kindWords[kind].label, of: countOf(kind, counts, summary.actions) })),
    ...views.map((view) => ({ value: view as string, label: viewLabels[view], of: inViews[view] })),
  ].filter(({ of }) => of > 0)
  return [{ value: 'all', label: count('All', counts.rows) }, ...found.map(({ value, label, of }) => ({ value, label: count(label, of) }))]
}

interface Props {
  readonly draft: OpenDraft
  readonly options: ReturnType<typeof filterOptions>
  readonly summary: PlanSummary
  readonly shown: readonly PlanRow[]
  readonly show: string
  readonly setShow: (show: string) => void
  readonly field: string
  readonly setField: (field: string) => void
  readonly find: string
  readonly setFind: (text: string) => void
}

export function PlanFilters({ draft, options, summary, shown, show, setShow, field, setField, find, setFind }: Props) {
  const { fields } = summary
  const isNeeded = ({ item }: PlanRow) => item.kind === 'create' && fieldByKey(field)?.requiredToCreate === true
  const withField = field === 'any' ? [] : shown.filter((row) => row.changes.some((change) => change.field === field) && !isNeeded(row))
  const withoutField = field === 'any' ? [] : shown.filter(({ omitted }) => omitted.some((change) => change.field === field))
  const keysOf = (list: readonly PlanRow[]) => list.map(({ row }) => row.key)
  return (
    <div className={styles.tableTools}>
      <Segmented label="Show" value={show} onChange={setShow} options={options} />
      <div className={styles.finders}>
        {withField.length > 0 && (
          <Button size="s" title={`These rows are sent without ${fieldLabel(field)}.`} onClick={() => setOmitted(draft.id, keysOf(withField), field, true)}>
            Exclude {fieldLabel(field)} in {counted(withField.length, 'row')}
          </Button>
        )}
        {withoutField.length > 0 && (
          <Button size="s" onClick={() => setOmitted(draft.id, keysOf(withoutField), field, false)}>
            Include {fieldLabel(field)} in {counted(withoutField.length, 'row')}
          </Button>
        )}
        <SelectField
          label="Field"
          hideLabel
          value={field}
          onChange={setField}
          options={[{ value: 'any', label: 'Any field' }, ...fields.map((each) => ({ value: each.field, label: count(fieldLabel(each.field), each.count) }))]}
        />
        <TextField label="Find user" hideLabel value={find} onChange={setFind} placeholder="Find user" />
      </div>
    </div>
  )
}
