/** Find and replace in the users' grid: counted and previewed before anything changes; passwords are never looked at. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { counted } from '#domain/count.ts'
import type { FindOptions } from '#domain/draft/find-text.ts'
import { canClear, clearMark } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { formatNumber } from '#ui/locale.ts'
import { VisibleText } from '#ui/VisibleText.tsx'
import { clearSign } from './cell-of-user.ts'
import { isSecret, useFind, type FoundInGrid, type SearchedGrid } from './use-find.ts'
import type { CellValue } from './users-grid-props.ts'
import styles from './FindPanel.module.css'

interface Props extends SearchedGrid {
  readonly canReplace: boolean
  readonly startsReplacing: boolean
  /** What a cell is of which nothing is left. */
  readonly blankMeans: 'blank' | 'clear'
  readonly onReplace: (cells: readonly CellValue[], name: string) => boolean
  readonly onClose: () => void
}

/** What is out of sight is neither found nor replaced, which is said. */
const skipped = (rows: number, columns: number): string => {
  const parts = [...(rows > 0 ? [counted(rows, 'hidden row')] : []), ...(columns > 0 ? [counted(columns, 'hidden column')] : [])]
  return parts.length === 0 ? '' : ` · ${parts.join(' and ')} skipped`
}

const isCleared = (key: string): boolean => {
  const field = fieldByKey(key)
  return field !== undefined && canClear(field)
}

export function FindPanel(props: Props) {
  const { set, view, shown, canReplace, startsReplacing, blankMeans, onReplace, onClose } = props
  const input = useRef<HTMLInputElement>(null)
  const [options, setOptions] = useState<FindOptions>({ text: '', kind: 'plain', matchCase: false })
  const [replacement, setReplacement] = useState('')
  // What was selected when the panel opened, or when the selection was chosen as the place.
  const [selected, setSelected] = useState(() => props.range())
  const [where, setWhere] = useState('everywhere')
  useLayoutEffect(() => input.current?.focus(), [startsReplacing])

  const { cells, problem, at, step, showNext } = useFind(props, { options, replacement, where, selected })
  const changes = cells.filter(({ before, after }) => before !== after)
  const replace = (some: readonly FoundInGrid[]) => {
    if (some.length === 0) return
    if (some.length === 1) showNext()
    onReplace(
      some.map(({ row, field, after }) => ({ row, field, text: after === '' && blankMeans === 'clear' && isCleared(field) ? clearMark : after })),
      `${replacement === '' ? 'removal' : 'replace'} in ${counted(some.length, 'cell')}`,
    )
  }
  const count =
    options.text === '' || problem !== null
      ? ''
      : `${at >= 0 ? `${formatNumber(at + 1)} of ` : ''}${counted(cells.length, 'cell')}${skipped(set.rows.length - view.count, set.columns.length - shown.length)}`
  return (
    // Escape leaves it from every control within.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.panel}
      aria-label="Find and replace"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <FindLine
        {...{ input, options, where, shown, count, onClose }}
        onOptions={setOptions}
        onStep={step}
        onWhere={(next) => {
          setWhere(next)
          if (next === 'selection') setSelected(props.range())
        }}
      />
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {canReplace && (
        <ReplaceLine
          {...{ replacement, changes }}
          current={cells[at] ?? null}
          blankMeans={blankMeans === 'clear' ? clearSign : 'blank'}
          onReplacement={setReplacement}
          onReplace={replace}
        />
      )}
    </section>
  )
}

interface FindLineProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly options: FindOptions
  readonly where: string
  readonly shown: readonly string[]
  /** "2 of 14 cells". */
  readonly count: string
  readonly onOptions: (options: FindOptions) => void
  readonly onWhere: (where: string) => void
  readonly onStep: (by: 1 | -1) => void
  readonly onClose: () => void
}

function FindLine({ input, options, where, shown, count, onOptions, onWhere, onStep, onClose }: FindLineProps) {
  return (
    <div className={styles.line}>
      <input
        ref={input}
        type="search"
        aria-label="Find"
        placeholder="Find"
        value={options.text}
        onChange={(event) => onOptions({ ...options, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onStep(event.shiftKey ? -1 : 1)
        }}
      />
      <select aria-label="How to match" value={options.kind} onChange={(event) => onOptions({ ...options, kind: event.target.value as FindOptions['kind'] })}>
        <option value="plain">Part of the cell</option>
        <option value="whole">Whole cell</option>
        <option value="pattern">Regular expression</option>
      </select>
      <select aria-label="Where to look" value={where} onChange={(event) => onWhere(event.target.value)}>
        <option value="everywhere">All columns</option>
        <option value="selection">Selection</option>
        {shown
          .filter((key) => !isSecret(key))
          .map((key) => (
            <option key={key} value={key}>
              {fieldByKey(key)?.label ?? key}
            </option>
          ))}
      </select>
      <label className={styles.check}>
        <input type="checkbox" checked={options.matchCase} onChange={(event) => onOptions({ ...options, matchCase: event.target.checked })} />
        Match case
      </label>
      <span className={styles.count} role="status">
        {count}
      </span>
      <IconButton label="Previous match" icon={<ChevronUp size={16} />} onClick={() => onStep(-1)} />
      <IconButton label="Next match" icon={<ChevronDown size={16} />} onClick={() => onStep(1)} />
      <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />
    </div>
  )
}

interface ReplaceLineProps {
  readonly replacement: string
  readonly changes: readonly FoundInGrid[]
  /** The current match, or null. */
  readonly current: FoundInGrid | null
  /** What a cell becomes of which nothing is left. */
  readonly blankMeans: string
  readonly onReplacement: (text: string) => void
  readonly onReplace: (cells: readonly FoundInGrid[]) => void
}

function ReplaceLine({ replacement, changes, current, blankMeans, onReplacement, onReplace }: ReplaceLineProps) {
  const isRemoving = replacement === ''
  const all = isRemoving ? `Remove from ${counted(changes.length, 'cell')}` : `Replace all ${formatNumber(changes.length)}`
  return (
    <>
      <div className={styles.line}>
        <input
          aria-label="Replace with"
          placeholder="Replace with (blank removes)"
          value={replacement}
          onChange={(event) => onReplacement(event.target.value)}
        />
        <Button size="s" disabledReason={current === null ? 'Go to a match first.' : undefined} onClick={() => onReplace(current === null ? [] : [current])}>
          {isRemoving ? 'Remove' : 'Replace'}
        </Button>
        <Button size="s" disabledReason={changes.length === 0 ? 'Nothing would change.' : undefined} onClick={() => onReplace(changes)}>
          {changes.length > 0 ? all : isRemoving ? 'Remove all' : 'Replace all'}
        </Button>
      </div>
      {changes.length > 0 && (
        <ul className={styles.preview} aria-label="Preview">
          {changes.slice(0, 3).map(({ row, field, before, after }) => (
            <li key={`${row} ${field}`}>
              {fieldByKey(field)?.label ?? field}: <s>{before}</s> → {after === '' ? <em>{blankMeans}</em> : <VisibleText text={after} />}
            </li>
          ))}
          {changes.length > 3 && <li>and {formatNumber(changes.length - 3)} more</li>}
        </ul>
      )}
    </>
  )
}
