/** Undo and redo, by name, and their keys wherever on the screen the hands are. */
import { Redo2, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import type { Edit } from '#domain/rows/edit.ts'
import { Button } from '#ui/Button.tsx'
import { redo, undo } from './draft-session.ts'
import styles from './UndoButtons.module.css'

interface Props {
  readonly draftId: string
  /** What would be undone and done again; null for nothing. */
  readonly undo: string | null
  readonly redo: string | null
  readonly onDone?: ((edit: Edit) => void) | undefined
}

/** A text field has an undo of its own. */
const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function UndoButtons({ draftId, undo: undoName, redo: redoName, onDone }: Props) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return
      const key = event.key.toLowerCase()
      const act = key === 'z' && !event.shiftKey ? undo : key === 'y' || (key === 'z' && event.shiftKey) ? redo : null
      if (act === null) return
      event.preventDefault()
      const done = act(draftId)
      if (done !== null) onDone?.(done)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [draftId, onDone])

  const run = (act: typeof undo) => {
    const done = act(draftId)
    if (done !== null) onDone?.(done)
  }
  return (
    <div className={styles.buttons} role="group" aria-label="Undo and redo">
      <Button
        variant="quiet"
        size="s"
        icon={<Undo2 size={14} />}
        disabledReason={undoName === null ? 'Nothing has been changed yet.' : undefined}
        onClick={() => run(undo)}
      >
        <span className={styles.name}>{undoName === null ? 'Undo' : `Undo ${undoName}`}</span>
      </Button>
      <Button
        variant="quiet"
        size="s"
        icon={<Redo2 size={14} />}
        disabledReason={redoName === null ? 'Nothing has been undone.' : undefined}
        onClick={() => run(redo)}
      >
        <span className={styles.name}>{redoName === null ? 'Redo' : `Redo ${redoName}`}</span>
      </Button>
    </div>
  )
}
