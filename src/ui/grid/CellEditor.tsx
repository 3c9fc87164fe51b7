/** The editor over a cell: a line of text, or a list where only some words are valid. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { GridColumn } from './grid-model.ts'
import { rowHeight } from './grid-sizes.ts'
import styles from './Grid.module.css'

interface Props {
  readonly column: GridColumn | undefined
  readonly initial: string
  /** Pixels from the left edge of the sheet. */
  readonly left: number
  /** `text` is null where the editing was given up; `move` is where to go then. */
  readonly onEnd: (text: string | null, move: { row: number; column: number }) => void
}

const stay = { row: 0, column: 0 }

export function CellEditor({ column, initial, left, onEnd }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(initial)
  const ended = useRef(false)
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const move = { Enter: { row: event.shiftKey ? -1 : 1, column: 0 }, Tab: { row: 0, column: event.shiftKey ? -1 : 1 } }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      end(text, move)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      end(null, stay)
    }
    event.stopPropagation()
  }
  const listId = `choices-${column?.key ?? ''}`
  return (
    <>
      <input
        ref={input}
        className={styles.editor}
        style={{ left, width: Math.max(column?.width ?? 160, 120), height: rowHeight + 2 }}
        aria-label={`Edit ${column?.label ?? 'the cell'}`}
        type={column?.kind === 'password' ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        list={column?.choices === undefined ? undefined : listId}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => end(text, stay)}
      />
      {column?.choices !== undefined && (
        <datalist id={listId}>
          {column.choices
            .filter((choice) => choice !== '')
            .map((choice) => (
              <option key={choice} value={choice} />
            ))}
        </datalist>
      )}
    </>
  )
}
