/** A dialog over the page: focus stays in it, Escape closes it. */
import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { joinNames } from './join-names.ts'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly size?: 's' | 'm' | 'l' | undefined
  /** What has the focus first; without it, the first control. */
  readonly initialFocus?: (() => HTMLElement | null) | undefined
  /** What has the focus afterwards; without it, what had it before. False where the screen moves it by itself. */
  readonly finalFocus?: (() => HTMLElement | null) | false | undefined
}

export function Dialog(props: DialogProps) {
  return <Layer {...props} shape={joinNames(styles.dialog, styles[props.size ?? 'm'])} />
}

/** What dialog and drawer share; `shape` is where it stands. */
export function Layer({ open, onClose, title, description, children, footer, initialFocus, finalFocus, shape }: DialogProps & { readonly shape: string }) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={joinNames(styles.popup, shape)}
          {...(initialFocus === undefined ? {} : { initialFocus })}
          {...(finalFocus === undefined ? {} : { finalFocus })}
        >
          <header className={styles.header}>
            <div>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {description !== undefined && <Base.Description className={styles.description}>{description}</Base.Description>}
            </div>
            <Base.Close className={styles.close} aria-label="Close">
              <X size={18} aria-hidden="true" />
            </Base.Close>
          </header>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
