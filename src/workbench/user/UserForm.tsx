/** One whole person in a form, beside the grid: the same rules, every field, react-hook-form underneath. */
import { useMemo, useState } from 'react'
import { useForm, type Resolver } from 'react-hook-form'
import { catalogue } from '#domain/fields/catalogue.ts'
import { attributeField, fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import { validateRow } from '#domain/issues/validate.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Drawer } from '#ui/Drawer.tsx'
import { ClearableField } from './ClearableField.tsx'
import { editCells, setExcluded, type OpenDraft } from '../draft/draft-session.ts'
import { UserField } from './UserField.tsx'
import styles from './UserForm.module.css'

/** Cell texts by the position of their field: a field's key holds dots, which react-hook-form would read as a path. */
type Values = Record<`f${number}`, string>

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly row: Row
  /** Issues as the grid knows them: those across rows are shown too. */
  readonly issues: readonly Issue[]
  readonly onClose: () => void
}

export function UserForm({ draft, set, row, issues, onClose }: Props) {
  const [showAll, setShowAll] = useState(row.line === null)
  const fields = useMemo(() => fieldsFor(set.columns), [set.columns])
  const keys = useMemo(() => fields.map(({ key }) => key), [fields])
  const initial = useMemo(() => valuesOf(fields, set, row), [fields, row, set])
  const resolver: Resolver<Values> = (values) => {
    const cells = fields.map((_, index) => values[`f${index}`] ?? '')
    const errors = Object.fromEntries(
      validateRow({ ...row, cells }, keys, draft.purpose)
        .filter(({ severity, field }) => severity === 'error' && field !== null)
        .map(({ field, message }) => [`f${keys.indexOf(field ?? '')}`, { type: 'validate', message }]),
    )
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors }
  }
  const form = useForm<Values>({ defaultValues: initial, resolver, mode: 'onChange' })
  const { errors, isDirty } = form.formState
  const texts = form.watch()

  const keep = (values: Values) => {
    const changes: { row: string; field: string; text: string }[] = []
    fields.forEach(({ key }, index) => {
      const text = values[`f${index}`] ?? ''
      if (text !== (initial[`f${index}`] ?? '')) changes.push({ row: row.key, field: key, text })
    })
    if (changes.length === 0 || editCells(draft.id, changes)) onClose()
  }

  const groups = useMemo(() => groupFields(fields, set.columns, showAll), [fields, set.columns, showAll])
  const isOut = draft.excluded.includes(row.key)
  const rowIssues = issues.filter(({ field }) => field === null)
  return (
    <Drawer
      open
      onClose={onClose}
      title={row.line === null ? 'New person' : `User on line ${row.line}`}
      description="The same rules as in the grid. A blank field leaves the person’s value as it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={isDirty ? undefined : 'Nothing has been changed yet.'} onClick={() => keep(form.getValues())}>
            Keep the changes
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          keep(form.getValues())
        }}
      >
        {rowIssues.map(({ message }) => (
          <p key={message} className={styles.rowIssue}>
            {message}
          </p>
        ))}
        <Checkbox label="Exclude user" checked={isOut} onChange={(checked) => setExcluded(draft.id, [row.key], checked)} />
        {groups.map(({ group, members }) => (
          <fieldset key={group}>
            <legend>{group}</legend>
            {members.map(({ field, index }) => {
              const name = `f${index}` as const
              const error = errors[name]?.message ?? (form.formState.isDirty ? undefined : issues.find((issue) => issue.field === field.key)?.message)
              return (
                <ClearableField
                  key={field.key}
                  field={field}
                  purpose={draft.purpose}
                  text={texts[name] ?? ''}
                  onChange={(text) => form.setValue(name, text, { shouldDirty: true, shouldValidate: true })}
                  error={error}
                >
                  <UserField field={field} purpose={draft.purpose} current={initial[name] ?? ''} registration={form.register(name)} error={error} />
                </ClearableField>
              )
            })}
          </fieldset>
        ))}
        {!showAll && (
          <Button variant="quiet" onClick={() => setShowAll(true)}>
            Show all fields
          </Button>
        )}
        <button type="submit" hidden>
          Keep the changes
        </button>
      </form>
    </Drawer>
  )
}

/** Every field of the catalogue, and the custom attributes that this draft has. */
function fieldsFor(columns: readonly string[]): Field[] {
  const own = columns.filter((key) => key.startsWith('attributes.')).map((key) => fieldByKey(key) ?? attributeField(key.slice('attributes.'.length)))
  return [...catalogue, ...own]
}

function valuesOf(fields: readonly Field[], set: RowSet, row: Row): Values {
  const values: Values = {}
  fields.forEach(({ key }, index) => {
    const column = set.columns.indexOf(key)
    values[`f${index}`] = column < 0 ? '' : (row.cells[column] ?? '')
  })
  return values
}

function groupFields(fields: readonly Field[], columns: readonly string[], all: boolean) {
  const shown = new Set(columns)
  const groups = new Map<string, { field: Field; index: number }[]>()
  fields.forEach((field, index) => {
    if (!all && !shown.has(field.key)) return
    const members = groups.get(field.group) ?? []
    members.push({ field, index })
    groups.set(field.group, members)
  })
  return [...groups].map(([group, members]) => ({ group, members }))
}
