/** Undo and redo, named in their tooltips so that nothing beside them moves, and their keys wherever on the screen the hands are. */
import { Redo2, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import type { Edit } from '#domain/draft/edit.ts'
import { Button } from '#ui/Button.tsx'
import { redo, undo } from './draft-session.ts'
import { Hidden } from '#ui/Hidden.tsx'
import styles from './UndoButtons.module.css'

interface Props {
  /** Null before the first edit makes a draft: there is nothing to undo, and the buttons keep their place. */
  readonly draftId: string | null
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
      if (act === null || draftId === null) return
      event.preventDefault()
      const done = act(draftId)
      if (done !== null) onDone?.(done)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [draftId, onDone])

  const run = (act: typeof undo) => {
    const done = draftId === null ? null : act(draftId)
    if (done !== null) onDone?.(done)
  }
  return (
    <div className={styles.buttons} role="group" aria-label="Undo and redo">
      {[
        { verb: 'Undo', icon: <Undo2 size={14} />, name: undoName, act: undo, nothing: 'Nothing has been changed yet.' },
        { verb: 'Redo', icon: <Redo2 size={14} />, name: redoName, act: redo, nothing: 'Nothing has been undone.' },
      ].map(({ verb, icon, name, act, nothing }) => (
        <Button
          key={verb}
          title={name === null ? undefined : `${verb} ${name}`}
          variant="quiet"
          size="s"
          icon={icon}
          disabledReason={name === null ? nothing : undefined}
          onClick={() => run(act)}
        >
          {verb}
          {name !== null && <Hidden> {name}</Hidden>}
        </Button>
      ))}
    </div>
  )
}
