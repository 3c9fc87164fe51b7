/** Find and replace in the users' grid: counted and previewed before anything changes; passwords are never looked at. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { findCells } from '#adapters/search/find-cells.ts'
import { counted } from '#domain/count.ts'
import { patternProblem, type FindOptions, type FoundCell } from '#domain/draft/find-text.ts'
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import type { CellRange } from '#ui/grid/grid-model.ts'
import { formatNumber } from '#ui/locale.ts'
import type { RowView } from './use-row-view.ts'
import type { CellValue } from './users-grid-props.ts'
import styles from './FindPanel.module.css'

interface Props {
  readonly set: RowSet
  readonly view: RowView
  readonly shown: readonly string[]
  readonly range: () => CellRange | null
  readonly canReplace: boolean
  readonly startsReplacing: boolean
  readonly onGo: (key: RowKey, field: string) => void
  readonly onReplace: (cells: readonly CellValue[], name: string) => boolean
  readonly onClose: () => void
}

interface Searched {
  readonly cells: readonly { readonly row: RowKey; readonly field: string; readonly before: string; readonly after: string }[]
  readonly problem: string | null
}

const nothing: Searched = { cells: [], problem: null }
const delayMs = 150
const isSecret = (key: string) => fieldByKey(key)?.secret === true

/** Only rows and columns that are shown: what a filter hides is neither found nor replaced. */
function areaOf(where: string, { view, shown }: Pick<Props, 'view' | 'shown'>, selected: CellRange | null) {
  const columns = (where === 'everywhere' ? shown : where === 'selection' ? shown.slice(selected?.left ?? 0, (selected?.right ?? -1) + 1) : [where]).filter(
    (key) => !isSecret(key),
  )
  const rows = where === 'selection' ? { top: selected?.top ?? 0, bottom: selected?.bottom ?? -1 } : { top: 0, bottom: view.count - 1 }
  return { columns, rows }
}

interface Search {
  readonly options: FindOptions
  readonly replacement: string
  readonly where: string
  readonly selected: CellRange | null
}

/** The cells that match, found a moment after the last change; `onStart` is called where an earlier result is void. */
function useSearch(
  { set, view, shown }: Pick<Props, 'set' | 'view' | 'shown'>,
  { options, replacement, where, selected }: Search,
  onStart: () => void,
): Searched {
  const [searched, setSearched] = useState(nothing)
  useEffect(() => {
    onStart()
    if (options.text === '') {
      setSearched(nothing)
      return
    }
    const problem = patternProblem(options)
    if (problem !== null) {
      setSearched({ cells: [], problem })
      return
    }
    const abort = new AbortController()
    const timer = setTimeout(() => {
      const area = areaOf(where, { view, shown }, selected)
      const texts: string[] = []
      const places: { row: RowKey; field: string }[] = []
      const slots = area.columns.map((key) => set.columns.indexOf(key))
      for (let row = area.rows.top; row <= area.rows.bottom; row += 1) {
        const found = view.at(row)
        if (found === undefined) continue
        slots.forEach((slot, column) => {
          const text = found.cells[slot] ?? ''
          if (text === '' || isClear(text)) return
          texts.push(text)
          places.push({ row: found.key, field: area.columns[column] ?? '' })
        })
      }
      findCells(texts, options, replacement, abort.signal).then(
        (found: readonly FoundCell[]) =>
          setSearched({ cells: found.map(({ at: place, before, after }) => ({ row: '', field: '', ...places[place], before, after })), problem: null }),
        (error: unknown) => setSearched({ cells: [], problem: error instanceof Error ? error.message : String(error) }),
      )
    }, delayMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // A filter or an edit while the panel is open is a new search too.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [options, replacement, where, selected, set, view.count, view.sort, view.filter])
  return searched
}

/** What is out of sight is neither found nor replaced, which is said. */
const skipped = (rows: number, columns: number): string => {
  const parts = [...(rows > 0 ? [counted(rows, 'hidden row')] : []), ...(columns > 0 ? [counted(columns, 'hidden column')] : [])]
  return parts.length === 0 ? '' : ` · ${parts.join(' and ')} skipped`
}

export function FindPanel(props: Props) {
  const { set, view, shown, canReplace, startsReplacing, onGo, onReplace, onClose } = props
  const input = useRef<HTMLInputElement>(null)
  const [options, setOptions] = useState<FindOptions>({ text: '', kind: 'plain', matchCase: false })
  const [replacement, setReplacement] = useState('')
  // What was selected when the panel opened, or when the selection was chosen as the place.
  const [selected, setSelected] = useState(() => props.range())
  const [where, setWhere] = useState('everywhere')
  const [at, setAt] = useState(-1)
  useLayoutEffect(() => input.current?.focus(), [startsReplacing])

  const { cells, problem } = useSearch(props, { options, replacement, where, selected }, () => setAt(-1))
  const changes = cells.filter(({ before, after }) => before !== after)
  const step = (by: number) => {
    if (cells.length === 0) return
    const next = ((((at < 0 && by < 0 ? 0 : at) + by) % cells.length) + cells.length) % cells.length
    const cell = cells[next]
    setAt(next)
    if (cell !== undefined) onGo(cell.row, cell.field)
  }
  const replace = (some: Searched['cells']) => {
    if (some.length === 0) return
    onReplace(
      some.map(({ row, field, after }) => ({ row, field, text: after })),
      `replace in ${counted(some.length, 'cell')}`,
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
        <ReplaceLine {...{ replacement, changes }} onReplacement={setReplacement} current={at < 0 ? null : cells.slice(at, at + 1)} onReplace={replace} />
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
  readonly onStep: (by: number) => void
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
          // The next Enter goes on from here.
          setTimeout(() => input.current?.focus())
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
  readonly changes: Searched['cells']
  /** The match that was gone to, or null. */
  readonly current: Searched['cells'] | null
  readonly onReplacement: (text: string) => void
  readonly onReplace: (cells: Searched['cells']) => void
}

function ReplaceLine({ replacement, changes, current, onReplacement, onReplace }: ReplaceLineProps) {
  return (
    <>
      <div className={styles.line}>
        <input aria-label="Replace with" placeholder="Replace with" value={replacement} onChange={(event) => onReplacement(event.target.value)} />
        <Button size="s" disabledReason={current === null ? 'Go to a match first.' : undefined} onClick={() => onReplace(current ?? [])}>
          Replace
        </Button>
        <Button size="s" disabledReason={changes.length === 0 ? 'Nothing would change.' : undefined} onClick={() => onReplace(changes)}>
          {`Replace all ${changes.length === 0 ? '' : formatNumber(changes.length)}`.trim()}
        </Button>
      </div>
      {changes.length > 0 && (
        <ul className={styles.preview} aria-label="Preview">
          {changes.slice(0, 3).map(({ row, field, before, after }) => (
            <li key={`${row} ${field}`}>
              {fieldByKey(field)?.label ?? field}: <s>{before}</s> → {after === '' ? <em>blank</em> : after}
            </li>
          ))}
          {changes.length > 3 && <li>and {formatNumber(changes.length - 3)} more</li>}
        </ul>
      )}
    </>
  )
}
