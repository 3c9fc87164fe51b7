/** A panel below the grid's tools: it takes the focus, and Escape or a click elsewhere closes it. */
import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from '#ui/IconButton.tsx'
import styles from './GridToolbar.module.css'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function ToolPanel({ title, onClose, children }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const opener = useRef<Element | null>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    opener.current = document.activeElement
    root.current?.querySelector<HTMLElement>('input, select')?.focus()
    const onPointerDown = ({ target }: PointerEvent) => {
      // The button that opened it closes it by itself.
      if (target instanceof Element && target.closest('[role="toolbar"]') === null && target.closest('[role="listbox"]') === null) close.current()
    }
    window.addEventListener('pointerdown', onPointerDown)
    return () => window.removeEventListener('pointerdown', onPointerDown)
  }, [])
  const leave = () => {
    if (opener.current instanceof HTMLElement) opener.current.focus()
    onClose()
  }
  return (
    // Escape leaves it from every control within.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div ref={root} className={styles.panel} role="dialog" aria-label={title} tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && leave()}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <IconButton label="Close" icon={<X size={14} />} onClick={leave} />
      </div>
      {children}
    </div>
  )
}
