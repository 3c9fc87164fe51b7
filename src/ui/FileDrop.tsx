/** A place to drop a file, which is also the button that chooses one. */
import { Upload } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { joinNames } from './join-names.ts'
import styles from './FileDrop.module.css'

interface Props {
  readonly label: string
  /** As the `accept` of a file input: a hint, not a check. */
  readonly accept: string
  readonly onFile: (file: File) => void
  readonly children?: ReactNode
}

export function FileDrop({ label, accept, onFile, children }: Props) {
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  return (
    <div
      className={joinNames(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => setIsOver(false)}
    >
      <Upload size={24} aria-hidden="true" />
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-about`}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file chosen twice must count twice.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <p id={`${id}-about`}>{children}</p>
    </div>
  )
}
