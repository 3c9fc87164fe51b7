/** A few cells before and after, or what they are made of, with what cannot be seen made visible. */
import { ArrowRight } from 'lucide-react'
import { Fragment } from 'react'
import type { StepSample } from '#domain/issues/step-samples.ts'
import styles from './Samples.module.css'

interface Props {
  readonly samples: readonly StepSample[]
}

const hidden = /[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\p{M}]/u
const isEdge = (text: string, at: number) => text.slice(0, at).trim() === '' || text.slice(at).trim() === ''

/** Spaces at the edges and characters without a shape of their own, by name. */
function Visible({ text }: { readonly text: string }) {
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

export function Samples({ samples }: Props) {
  return (
    <ul className={styles.samples}>
      {samples.map(({ row, before, after, from }) => (
        <li key={row}>
          {from === undefined ? (
            <del>
              <Visible text={before} />
            </del>
          ) : (
            <span className={styles.from}>
              <Visible text={from} />
            </span>
          )}
          <ArrowRight size={12} aria-label="becomes" />
          <ins>
            <Visible text={after} />
          </ins>
        </li>
      ))}
    </ul>
  )
}
