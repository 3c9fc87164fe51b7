/** One column of a cause: samples before and after, what has to be chosen, and its rows. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { counted } from '#domain/count.ts'
import { causes } from '#domain/issues/causes.ts'
import { dateOrderOf, repairPart, samplesOf, wordsOf } from '#domain/issues/fix-group.ts'
import { repairs } from '#domain/issues/repairs/repair.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { choicesOf } from '#domain/mapping/transforms/words.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { changeMany, type Issues } from '#workbench/draft/draft-session.ts'
import { Samples } from '#workbench/transforms/Samples.tsx'
import { replacements, WordChoices } from '#workbench/transforms/WordChoices.tsx'
import { MissingField } from './MissingField.tsx'
import { columnName, type IssueGroupCount } from './issue-cards.ts'
import { fixableIn, fixLabel, repairGroup, repairSteps } from './repair-group.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draftId: string
  readonly set: RowSet
  readonly issues: Issues
  readonly group: IssueGroupCount
  /** The only column of its cause, which then has the one button. */
  readonly isAlone: boolean
  readonly isBusy: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** What a row is called. */
  readonly nameOf: (row: RowKey) => string
  readonly onGo: (row: string, field: string | null) => void
}

const sampleRows = 200

export function IssueColumn(props: Props) {
  const { draftId, set, issues, group, isAlone, isOpen, onToggle, onGo } = props
  const { cause, field, count } = group
  const Sign = isOpen ? ChevronDown : ChevronRight
  return (
    <li>
      <button type="button" className={styles.group} aria-expanded={isOpen} title={isOpen ? 'Hide rows' : 'Show rows'} onClick={onToggle}>
        <Sign size={14} aria-hidden="true" />
        <span>{group.kind === 'own' ? columnName(group) : 'Rows'}</span>
        {!isAlone && <span className={styles.count}>{formatNumber(count)}</span>}
      </button>
      {cause === 'missing' && field !== null && (
        <MissingField draftId={draftId} set={set} field={field} onGo={() => onGo(issues.rowsOf(group, 1)[0] ?? '', field)} />
      )}
      {cause === 'word' && <Words {...props} />}
      {cause === 'date-order' && <DateOrders {...props} />}
      {cause !== null && cause !== 'word' && cause !== 'date-order' && repairs[cause] !== undefined && <Repair {...props} />}
      {isOpen && <Rows {...props} />}
    </li>
  )
}

/** Three cells before and after, and the repair of this column alone. */
function Repair({ draftId, set, issues, group, isAlone, isBusy }: Props) {
  const { cause, field, count, digits } = group
  const fixable = useMemo(() => (isAlone ? 0 : fixableIn(set, issues, [group])), [group, isAlone, issues, set])
  const samples = useMemo(() => {
    const rows = issues.rowsOf(group, sampleRows).map(rowNumber)
    return samplesOf(set, repairPart({ cause: cause ?? 'value', field: field ?? '', rows, digits }))
  }, [cause, digits, field, group, issues, set])
  const title = causes[cause ?? 'value'].fix ?? ''
  return (
    <div className={styles.repair}>
      {samples.length === 0 ? <p className={styles.more}>Type these values in the grid.</p> : <Samples samples={samples} />}
      {!isAlone && samples.length > 0 && (
        <Button
          size="s"
          variant="quiet"
          loading={isBusy}
          onClick={() => changeMany(draftId, title, [repairPart(repairGroup(issues, group))], repairSteps([group]))}
        >
          {`${fixable === count ? `Fix ${formatNumber(count)}` : fixLabel(fixable, count)} in ${columnName(group)}`}
        </Button>
      )}
    </div>
  )
}

const mostNamed = 3

/** Each word once, with a choice. */
function Words({ draftId, set, issues, group, isBusy }: Props) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const words = useMemo(() => wordsOf(set, repairGroup(issues, group)), [group, issues, set])
  const field = fieldByKey(group.field ?? '')
  const by = replacements(words, chosen)
  const count = words.reduce((sum, { word, count: of }) => (by.has(word) ? sum + of : sum), 0)
  const left = words.filter(({ word }) => !by.has(word))
  const fix = () =>
    changeMany(draftId, `Replace words in ${columnName(group)}`, [repairPart(repairGroup(issues, group), { words: by })], repairSteps([group], { words: by }))
  return (
    <div className={styles.repair}>
      <WordChoices
        words={words}
        values={field === undefined ? [] : choicesOf(field)}
        chosen={chosen}
        onChoose={(word, value) => setChosen(new Map([...chosen, [word, value]]))}
      />
      <Button size="s" loading={isBusy} disabledReason={count === 0 ? 'Choose what the words mean first.' : undefined} onClick={fix}>
        {`${fixLabel(count, group.count)} in ${columnName(group)}`}
      </Button>
      {count > 0 && left.length > 0 && (
        <p className={styles.more}>
          Choose a value for {left.length > mostNamed ? counted(left.length, 'more word') : left.map(({ word }) => `“${word}”`).join(', ')} to fix the rest.
        </p>
      )}
    </div>
  )
}

/** Which comes first, asked once for the column. */
function DateOrders({ draftId, set, issues, group, isBusy }: Props) {
  const order = useMemo(() => dateOrderOf(set, group.field ?? ''), [group.field, set])
  const rows = issues.rowsOf(group, sampleRows).map(rowNumber)
  const ways = ['day-first', 'month-first'] as const
  return (
    <div className={styles.repair}>
      {order !== null && <p className={styles.more}>Other dates in this column have the {order === 'day-first' ? 'day' : 'month'} first.</p>}
      {ways.map((way) => (
        <div key={way} className={styles.way}>
          <Samples samples={samplesOf(set, repairPart({ cause: 'date-order', field: group.field ?? '', rows }, { order: way }), 2)} />
          <Button
            size="s"
            loading={isBusy}
            onClick={() =>
              changeMany(
                draftId,
                `Dates with the ${way === 'day-first' ? 'day' : 'month'} first`,
                [repairPart(repairGroup(issues, group), { order: way })],
                repairSteps([group], { order: way }),
              )
            }
          >
            {way === 'day-first' ? 'Day first' : 'Month first'}: fix all {formatNumber(group.count)}
          </Button>
        </div>
      ))}
    </div>
  )
}

const shownPerGroup = 20

/** The first rows of a group, each with what is wrong in it. */
function Rows({ issues, group, nameOf, onGo }: Props) {
  const { field, severity, count, cause, kind } = group
  return (
    <ol>
      {issues.rowsOf(group, shownPerGroup).map((key) => {
        const found = (issues.get(key) ?? []).filter((each) => each.field === field && each.severity === severity && (kind !== 'own' || each.cause === cause))
        return (
          <li key={key}>
            <button type="button" className={styles.go} onClick={() => onGo(key, field)}>
              <span className={styles.line}>{nameOf(key)}</span>
              {found.map(({ message }) => message).join(' ')}
            </button>
          </li>
        )
      })}
      {count > shownPerGroup && <li className={styles.more}>and {formatNumber(count - shownPerGroup)} more. Show rows with issues to see all of them.</li>}
    </ol>
  )
}
