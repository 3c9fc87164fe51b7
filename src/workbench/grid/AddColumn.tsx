/** Fields that are no column yet, required ones first, and columns that are hidden. */
import { useState } from 'react'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field } from '#domain/fields/field.ts'
import { ToolPanel } from './ToolPanel.tsx'
import styles from './GridToolbar.module.css'

interface Props {
  readonly hidden: readonly string[]
  readonly fields: readonly Field[]
  readonly onShow: (key: string) => void
  readonly onAdd: (key: string) => void
  readonly onClose: () => void
}

export function AddColumn({ hidden, fields, onShow, onAdd, onClose }: Props) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const matching = fields.filter(({ label, key }) => label.toLowerCase().includes(wanted) || key.toLowerCase().includes(wanted))
  const required = matching.filter((field) => field.requiredToCreate)
  const others = matching.filter((field) => !field.requiredToCreate)
  const groups = [...new Set(others.map(({ group }) => group))].map((group) => ({ group, own: others.filter((field) => field.group === group) }))
  const [first] = [...required, ...groups.flatMap(({ own }) => own)]
  const option = (key: string, label: string, act: (key: string) => void) => (
    <li key={key}>
      <button type="button" className={styles.option} onClick={() => act(key)}>
        {label}
      </button>
    </li>
  )
  return (
    <ToolPanel title="Columns" onClose={onClose}>
      {hidden.length > 0 && (
        <div>
          <p className={styles.group}>Hidden columns</p>
          <ul className={styles.list}>{hidden.map((key) => option(key, fieldByKey(key)?.label ?? key, onShow))}</ul>
        </div>
      )}
      {fields.length > 0 && (
        <input
          type="search"
          aria-label="Find field"
          placeholder="Find field"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            if (wanted !== '' && first !== undefined) onAdd(first.key)
          }}
        />
      )}
      {matching.length === 0 && fields.length > 0 && <p className={styles.group}>No field matches.</p>}
      {required.length > 0 && (
        <div>
          <p className={styles.group}>Required to create users</p>
          <ul className={styles.list}>{required.map(({ key, label }) => option(key, label, onAdd))}</ul>
        </div>
      )}
      {groups.map(({ group, own }) => (
        <div key={group}>
          <p className={styles.group}>{group}</p>
          <ul className={styles.list}>{own.map(({ key, label }) => option(key, label, onAdd))}</ul>
        </div>
      ))}
    </ToolPanel>
  )
}
