/** A text that is copied with one click. */
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { joinNames } from './join-names.ts'
import styles from './CopyText.module.css'

interface Props {
  readonly text: string
  readonly label?: string | undefined
  readonly mono?: boolean | undefined
}

const shownMs = 1_500

export function CopyText({ text, label = 'Copy', mono = false }: Props) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), shownMs)
  }
  return (
    <button
      type="button"
      className={joinNames(styles.copy, mono && styles.mono)}
      title={copied ? 'Copied' : label}
      aria-label={`${label}: ${text}`}
      onClick={() => void copy()}
    >
      {text}
      {copied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
    </button>
  )
}
