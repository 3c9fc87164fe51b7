/** Which fields are columns of the Users screen. */
import { useState } from 'react'
import { counted } from '#domain/count.ts'
import { catalogue } from '#domain/fields/catalogue.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { normalizeHeader } from '#domain/fields/normalize-header.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { usualColumns } from './user-columns.ts'
import styles from './UsersScreen.module.css'

interface Props {
  readonly columns: readonly FieldKey[]
  readonly attributes: readonly FieldKey[]
  readonly onChange: (columns: readonly FieldKey[]) => void
  readonly onClose: () => void
}

export function ColumnsDialog({ columns, attributes, onChange, onClose }: Props) {
  const [search, setSearch] = useState('')
  const fields = [...catalogue, ...attributes.flatMap((key) => fieldByKey(key) ?? [])].filter(({ use, secret }) => use !== 'create' && !secret)
  const wanted = normalizeHeader(search)
  const found = fields.filter(({ key, label, group }) => [key, label, group].some((name) => normalizeHeader(name).includes(wanted)))
  const toggle = (key: FieldKey, isOn: boolean) => onChange(isOn ? [...columns, key] : columns.filter((each) => each !== key))
  return (
    <Dialog
      open
      onClose={onClose}
      title="Choose columns"
      description={counted(columns.length, 'column')}
      footer={
        <>
          <Button onClick={() => onChange(usualColumns)}>Reset columns</Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField label="Find field" value={search} onChange={setSearch} />
        <div className={styles.fields}>
          {found.map(({ key, label }) => (
            <Checkbox key={key} label={label} checked={columns.includes(key)} onChange={(isOn) => toggle(key, isOn)} />
          ))}
        </div>
      </div>
    </Dialog>
  )
}
