/** One whole user in a panel at the side: sections, search, and keys for the next user; every change goes to the draft at once. */
import { ArrowDown, ArrowUp, Search } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { Button } from '#ui/Button.tsx'
import { Drawer } from '#ui/Drawer.tsx'
import { Hidden } from '#ui/Hidden.tsx'
import { formatNumber } from '#ui/locale.ts'
import { UserFields } from './UserFields.tsx'
import type { UserSheetProps } from './user-sheet-props.ts'
import styles from './UserForm.module.css'

export function UserSheet(props: UserSheetProps) {
  const { rowKey, title, description, place, onMove, onClose, history } = props
  const search = useRef<HTMLInputElement>(null)
  const leave = useRef<() => void>(() => undefined)
  /** The field that has the focus keeps it in the next user. */
  const focused = useRef<string | null>(null)
  const move = (by: -1 | 1) => {
    if (place.at + by < 1 || place.at + by > place.of) return
    leave.current()
    onMove(by)
  }
  const close = () => {
    leave.current()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    if (event.altKey && (key === 'arrowdown' || key === 'arrowup')) {
      event.preventDefault()
      move(key === 'arrowdown' ? 1 : -1)
    } else if ((event.ctrlKey || event.metaKey) && key === 'f') {
      event.preventDefault()
      search.current?.focus()
    }
  }
  return (
    <Drawer
      open
      onClose={close}
      finalFocus={false}
      title={title}
      description={description}
      footer={
        <div className={styles.footer}>
          {history}
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        </div>
      }
    >
      {/* Keys that hold for every input of the form. */}
      <div className={styles.sheet} role="presentation" onKeyDown={onKeyDown}>
        <div className={styles.mover}>
          <span className={styles.find}>
            <Search size={14} aria-hidden="true" />
            <input ref={search} type="search" data-field-search placeholder="Find field" aria-label="Find field" autoComplete="off" spellCheck={false} />
          </span>
          <span className={styles.moves}>
            <Move by={-1} isOff={place.at <= 1} onMove={move} />
            <span className={styles.place}>
              {formatNumber(place.at)} of {formatNumber(place.of)}
            </span>
            <Move by={1} isOff={place.at >= place.of} onMove={move} />
          </span>
        </div>
        <UserFields key={rowKey} {...props} search={search} leave={leave} focused={focused} />
      </div>
    </Drawer>
  )
}

function Move({ by, isOff, onMove }: { readonly by: -1 | 1; readonly isOff: boolean; readonly onMove: (by: -1 | 1) => void }) {
  const [word, title, off] =
    by === -1 ? ['Previous', 'Previous user (Alt+↑)', 'This is the first user.'] : ['Next', 'Next user (Alt+↓)', 'This is the last user.']
  const Sign = by === -1 ? ArrowUp : ArrowDown
  return (
    <Button size="s" icon={<Sign size={14} aria-hidden="true" />} title={title} disabledReason={isOff ? off : undefined} onClick={() => onMove(by)}>
      {word}
      <Hidden> user</Hidden>
    </Button>
  )
}
