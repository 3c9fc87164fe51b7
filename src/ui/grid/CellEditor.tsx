/** The editor over a cell: text, a choice or suggestions as a list, a masked password, or a date with a calendar. */
import { CalendarDays, Eye, EyeOff } from 'lucide-react'
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { joinNames } from '../join-names.ts'
import type { GridColumn } from './grid-model.ts'
import { rowHeight } from './grid-sizes.ts'
import styles from './CellEditor.module.css'

interface Props {
  readonly column: GridColumn
  readonly suggest: ((key: string) => readonly string[]) | undefined
  readonly initial: string
  /** The editor was opened by typing: what is typed filters the list at once. */
  readonly isReplacing: boolean
  readonly width: number
  /** `text` is null where the editing was given up; `move` is where to go then. */
  readonly onEnd: (text: string | null, move: { row: number; column: number }) => void
}

const stay = { row: 0, column: 0 }
const mostChoices = 50

/** Choices that begin with the text first, then those that hold it. */
function matching(all: readonly string[], text: string): string[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return all.slice(0, mostChoices)
  const begins = all.filter((each) => each.toLowerCase().startsWith(wanted))
  const holds = all.filter((each) => !each.toLowerCase().startsWith(wanted) && each.toLowerCase().includes(wanted))
  return [...begins, ...holds].slice(0, mostChoices)
}

export function CellEditor({ column, suggest, initial, isReplacing, width, onEnd }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const calendar = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(initial)
  const [isTyped, setTyped] = useState(isReplacing)
  const [isRevealed, setRevealed] = useState(false)
  const ended = useRef(false)
  const hasList = column.kind === 'choice' || column.kind === 'suggest'
  // Once, when it opens.
  const [all] = useState(() => (column.choices ?? (hasList ? suggest?.(column.key) : undefined) ?? []).filter((choice) => choice !== ''))
  // A choice begins at what the cell has; typing starts over.
  const [at, setAt] = useState(() => (isReplacing || column.kind !== 'choice' ? -1 : all.slice(0, mostChoices).indexOf(initial)))
  const shown = useMemo(() => matching(all, isTyped ? text : ''), [all, isTyped, text])
  // What is typed into a choice picks the first that begins with it, as a list does.
  const picked = at >= 0 ? at : column.kind === 'choice' && isTyped && text !== '' && shown.length > 0 ? 0 : -1

  useLayoutEffect(() => {
    const element = input.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  const end = (value: string | null, move: { row: number; column: number }) => {
    if (ended.current) return
    ended.current = true
    onEnd(value, move)
  }
  const settled = () => shown[picked] ?? text
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const isBreak = event.key === 'Enter' && event.altKey && column.kind === 'text'
    if (isBreak) {
      event.preventDefault()
      const { selectionStart = text.length, selectionEnd = text.length } = input.current ?? {}
      setText(`${text.slice(0, selectionStart)}\n${text.slice(selectionEnd)}`)
      return
    }
    const move = { Enter: { row: event.shiftKey ? -1 : 1, column: 0 }, Tab: { row: 0, column: event.shiftKey ? -1 : 1 } }[event.key]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      end(settled(), move)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      end(null, stay)
    } else if (step !== undefined && shown.length > 0) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(shown.length - 1, (picked < 0 && step < 0 ? shown.length : picked) + step)))
    } else if (step !== undefined && isReplacing && !text.includes('\n')) {
      // Typing over a cell and going on with an arrow is how a column is filled by hand.
      event.preventDefault()
      end(text, { row: step, column: 0 })
    }
  }
  const change = (value: string) => {
    setText(value)
    setTyped(true)
    setAt(-1)
  }
  const field = {
    ref: input,
    'aria-label': `Edit ${column.label}`,
    autoComplete: 'off',
    spellCheck: false,
    value: text,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
    onKeyDown,
  }
  return (
    <div
      data-editor=""
      className={styles.editor}
      style={{ minWidth: Math.max(width, 120) }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) end(column.kind === 'choice' && isTyped ? settled() : text, stay)
      }}
    >
      {column.kind === 'text' ? (
        <textarea {...field} rows={Math.min(6, text.split('\n').length)} style={{ minHeight: rowHeight }} />
      ) : (
        <input
          {...field}
          type={column.kind === 'password' && !isRevealed ? 'password' : 'text'}
          style={{ height: rowHeight }}
          {...(hasList
            ? {
                role: 'combobox',
                'aria-expanded': shown.length > 0,
                'aria-controls': `${id}-list`,
                'aria-autocomplete': 'list' as const,
                'aria-activedescendant': picked >= 0 ? `${id}-${picked}` : undefined,
              }
            : {})}
        />
      )}
      {column.kind === 'password' && (
        <button type="button" className={styles.side} aria-label={isRevealed ? 'Hide password' : 'Show password'} onClick={() => setRevealed(!isRevealed)}>
          {isRevealed ? <EyeOff size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
        </button>
      )}
      {column.kind === 'date' && (
        <>
          <input
            ref={calendar}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            className={styles.calendar}
            value={/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? ''}
            onChange={(event) => change(event.target.value)}
          />
          <button type="button" className={styles.side} aria-label="Choose date" onClick={() => calendar.current?.showPicker()}>
            <CalendarDays size={14} aria-hidden="true" />
          </button>
        </>
      )}
      {hasList && shown.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label={column.label} className={styles.list}>
          {shown.map((choice, index) => (
            // The input has the keyboard: arrows and Enter choose there.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={choice}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === picked}
              className={joinNames(styles.option, index === picked && styles.picked)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => end(choice, stay)}
            >
              {choice}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
