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

/** The choices or suggestions of a cell, narrowed by what is typed; `picked` is the place of the one that Enter takes, -1 for none. */
function useChoices({ column, suggest, initial, isReplacing }: Props) {
  const hasList = column.kind === 'choice' || column.kind === 'suggest'
  // Once, when it opens.
  const [all] = useState(() => (column.choices ?? (hasList ? suggest?.(column.key) : undefined) ?? []).filter((choice) => choice !== ''))
  // A choice begins at what the cell has; typing starts over.
  const [at, setAt] = useState(() => (isReplacing || column.kind !== 'choice' ? -1 : all.slice(0, mostChoices).indexOf(initial)))
  const [text, setText] = useState(initial)
  const [isTyped, setTyped] = useState(isReplacing)
  const shown = useMemo(() => matching(all, isTyped ? text : ''), [all, isTyped, text])
  // What is typed into a choice picks the first that begins with it, as a list does.
  const picked = at >= 0 ? at : column.kind === 'choice' && isTyped && text !== '' && shown.length > 0 ? 0 : -1
  return {
    text,
    setText,
    isTyped,
    shown: hasList ? shown : [],
    hasList,
    picked,
    settled: shown[picked] ?? text,
    change: (value: string) => {
      setText(value)
      setTyped(true)
      setAt(-1)
    },
    step: (by: number) => setAt(Math.max(0, Math.min(shown.length - 1, (picked < 0 && by < 0 ? shown.length : picked) + by))),
  }
}

export function CellEditor(props: Props) {
  const { column, isReplacing, width, onEnd } = props
  const id = useId()
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [isRevealed, setRevealed] = useState(false)
  const ended = useRef(false)
  const choices = useChoices(props)
  const { text, hasList, shown, picked, change } = choices

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
  const breakLine = () => {
    const { selectionStart = text.length, selectionEnd = text.length } = input.current ?? {}
    choices.setText(`${text.slice(0, selectionStart)}\n${text.slice(selectionEnd)}`)
  }
  /** What a key does, or undefined for one that is typed. */
  const actionOf = (event: KeyboardEvent): (() => void) | undefined => {
    if (event.key === 'Enter' && event.altKey && column.kind === 'text') return breakLine
    const move = { Enter: { row: event.shiftKey ? -1 : 1, column: 0 }, Tab: { row: 0, column: event.shiftKey ? -1 : 1 } }[event.key]
    if (move !== undefined) return () => end(choices.settled, move)
    if (event.key === 'Escape') return () => end(null, stay)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return undefined
    if (shown.length > 0) return () => choices.step(step)
    // Typing over a cell and going on with an arrow is how a column is filled by hand.
    return isReplacing && !text.includes('\n') ? () => end(text, { row: step, column: 0 }) : undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const action = event.nativeEvent.isComposing ? undefined : actionOf(event)
    if (action === undefined) return
    event.preventDefault()
    action()
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
  const combobox = {
    role: 'combobox',
    'aria-expanded': shown.length > 0,
    'aria-controls': `${id}-list`,
    'aria-autocomplete': 'list' as const,
    'aria-activedescendant': picked >= 0 ? `${id}-${picked}` : undefined,
  }
  const type = column.kind === 'password' && !isRevealed ? 'password' : 'text'
  return (
    <div
      data-editor=""
      className={styles.editor}
      style={{ minWidth: Math.max(width, 120) }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) end(column.kind === 'choice' && choices.isTyped ? choices.settled : text, stay)
      }}
    >
      {column.kind === 'text' ? (
        <textarea {...field} rows={Math.min(6, text.split('\n').length)} style={{ minHeight: rowHeight }} />
      ) : (
        <input {...field} type={type} style={{ height: rowHeight }} {...(hasList ? combobox : {})} />
      )}
      {column.kind === 'password' && <RevealButton isRevealed={isRevealed} onReveal={setRevealed} />}
      {column.kind === 'date' && <CalendarButton text={text} onChange={change} />}
      {shown.length > 0 && <ChoiceList id={id} label={column.label} shown={shown} picked={picked} onPick={(choice) => end(choice, stay)} />}
    </div>
  )
}

function RevealButton({ isRevealed, onReveal }: { readonly isRevealed: boolean; readonly onReveal: (isRevealed: boolean) => void }) {
  const Icon = isRevealed ? EyeOff : Eye
  return (
    <button type="button" className={styles.side} aria-label={isRevealed ? 'Hide password' : 'Show password'} onClick={() => onReveal(!isRevealed)}>
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}

function CalendarButton({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const calendar = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={calendar}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        className={styles.calendar}
        value={/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? ''}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="button" className={styles.side} aria-label="Choose date" onClick={() => calendar.current?.showPicker()}>
        <CalendarDays size={14} aria-hidden="true" />
      </button>
    </>
  )
}

interface ListProps {
  readonly id: string
  readonly label: string
  readonly shown: readonly string[]
  readonly picked: number
  readonly onPick: (choice: string) => void
}

function ChoiceList({ id, label, shown, picked, onPick }: ListProps) {
  return (
    <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
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
          onClick={() => onPick(choice)}
        >
          {choice}
        </div>
      ))}
    </div>
  )
}
