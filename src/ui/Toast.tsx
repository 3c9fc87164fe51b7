/** Short words about work behind the screen; they stay until read or eight seconds have gone. */
import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './IconButton.tsx'
import { StateMark } from './StateMark.tsx'
import type { Tone } from './tone.ts'
import styles from './Toast.module.css'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: Tone
}

const shownMs = 8_000
let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function put(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

const drop = (id: number) => put(toasts.filter((each) => each.id !== id))

export function toast(text: string, { tone = 'info' }: { tone?: Tone } = {}) {
  last += 1
  const id = last
  put([...toasts, { id, text, tone }])
  setTimeout(() => drop(id), shownMs)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function ToastHost() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className={styles.host} role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className={styles.toast}>
          <StateMark tone={tone}>{''}</StateMark>
          <span>{text}</span>
          <IconButton label="Dismiss" icon={<X size={16} />} onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  )
}
