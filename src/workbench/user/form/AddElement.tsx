/** Adds a phone, an address or a custom attribute to the form of a user. */
import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { counted } from '#domain/count.ts'
import { attributeNameIssue } from '#domain/fields/field-lookup.ts'
import type { Field, FieldGroup, FieldKey } from '#domain/fields/field.ts'
import { Button } from '#ui/Button.tsx'
import styles from './UserForm.module.css'

interface Props {
  readonly group: FieldGroup
  readonly fields: readonly Field[]
  /** Fields of the section that are on the form already. */
  readonly shown: readonly Field[]
  readonly onAdd: (keys: readonly FieldKey[]) => void
}

export function AddElement({ group, fields, shown, onAdd }: Props) {
  if (group === 'Custom attributes') return <AddAttribute names={fields.map(({ label }) => label)} onAdd={(name) => onAdd([`attributes.${name}`])} />
  const left = fields.filter((field) => !shown.includes(field))
  if (left.length === 0) return null
  return (
    <div className={styles.adders}>
      {group === 'Phones' ? (
        left.map(({ key, label }) => (
          <Button key={key} size="s" icon={<Plus size={14} />} onClick={() => onAdd([key])}>
            {label}
          </Button>
        ))
      ) : (
        <Button size="s" icon={<Plus size={14} />} onClick={() => onAdd(left.map(({ key }) => key))}>
          {shown.length === 0 ? `Add ${group.toLowerCase()}` : `Add ${counted(left.length, 'more field')}`}
        </Button>
      )}
    </div>
  )
}

function AddAttribute({ names, onAdd }: { readonly names: readonly string[]; readonly onAdd: (name: string) => void }) {
  const id = useId()
  const [name, setName] = useState('')
  const [isAsked, setAsked] = useState(false)
  const problem = names.includes(name) ? `This user has an attribute “${name}” already.` : attributeNameIssue(name)
  const add = () => {
    setAsked(true)
    if (problem !== null) return
    onAdd(name)
    setName('')
    setAsked(false)
  }
  const isRefused = isAsked && problem !== null
  return (
    <div className={styles.attribute}>
      <label htmlFor={id}>New custom attribute</label>
      <input
        id={id}
        value={name}
        placeholder="Name"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? `${id}-problem` : undefined}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <Button size="s" icon={<Plus size={14} />} onClick={add}>
        Add attribute
      </Button>
      {isRefused && (
        <span id={`${id}-problem`} className={styles.error}>
          {problem}
        </span>
      )}
    </div>
  )
}
