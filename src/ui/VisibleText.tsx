/** A text with its invisible parts made visible: spaces at the edges, and characters without a shape of their own, by name. */
import { Fragment } from 'react'
import styles from './VisibleText.module.css'

const hidden = /[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\p{M}]/u
const isEdge = (text: string, at: number) => text.slice(0, at).trim() === '' || text.slice(at).trim() === ''

export function VisibleText({ text }: { readonly text: string }) {
  if (text === '') return <em className={styles.blank}>blank</em>
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text
  return Array.from(short).map((char, at) => {
    // Characters of a text have no other name than their place.
    const key = `${at}`
    if (!hidden.test(char) || (char === ' ' && !isEdge(short, at))) return <Fragment key={key}>{char}</Fragment>
    return (
      <span key={key} className={styles.sign} title={`U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`}>
        {char === ' ' ? '␣' : char === '\t' ? '⇥' : '◌'}
      </span>
    )
  })
}
