/** The choices of transforms that change the cells of one column by themselves. */
import { useMemo } from 'react'
import { counted } from '#domain/count.ts'
import { distinctValues } from '#domain/mapping/transforms/distinct.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { choicesOf } from '#domain/mapping/transforms/words.ts'
import { orderIn } from '#domain/mapping/transforms/dates.ts'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { TextField } from '#ui/TextField.tsx'
import { formatNumber } from '#ui/locale.ts'
import type { OpenDraft } from '../draft/draft-session.ts'
import { columnChoices, inputChoices, inputName, inputOf } from './inputs.ts'
import styles from './TransformDialog.module.css'

export interface FormProps<T extends Transform = Transform> {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly transform: T
  readonly onChange: (transform: Transform) => void
  /** ISO codes, once the phone numbers are loaded. */
  readonly phoneCountries: readonly string[]
}

type Of<K extends Transform['kind']> = FormProps<Extract<Transform, { kind: K }>>

type WithField = Extract<Transform, { readonly field: string }>

/** A column of the grid. */
export function Column({ set, transform, onChange }: FormProps<WithField>) {
  return <SelectField label="Column" value={transform.field} options={columnChoices(set)} onChange={(field) => onChange({ ...transform, field })} />
}

const mostValues = 100

export function Values(props: Of<'values'>) {
  const { set, transform, onChange } = props
  const found = useMemo(() => distinctValues(set, transform.field), [set, transform.field])
  const choose = (word: string, to: string) => onChange({ ...transform, values: new Map([...transform.values, [word, to]]) })
  const suggested = found?.filter(({ meaning }) => meaning !== null) ?? []
  return (
    <>
      <SelectField
        label="Column"
        value={transform.field}
        options={columnChoices(set)}
        onChange={(field) => onChange({ ...transform, field, values: new Map() })}
      />
      {found === null ? (
        <p>This column has more than 1,000 different values. Use find and replace instead.</p>
      ) : (
        <>
          {suggested.length > 0 && (
            <button
              type="button"
              className={styles.suggest}
              onClick={() =>
                onChange({ ...transform, values: new Map([...transform.values, ...suggested.map(({ word, meaning }) => [word, meaning ?? word] as const)]) })
              }
            >
              Use the most common spelling of {counted(suggested.length, 'value')}
            </button>
          )}
          <ul className={styles.values}>
            {found.slice(0, mostValues).map(({ word, count }) => (
              <li key={word}>
                <span className={styles.word}>{word}</span>
                <span className={styles.count}>{formatNumber(count)}</span>
                <NewValue field={transform.field} word={word} value={transform.values.get(word) ?? word} onChange={(to) => choose(word, to)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface NewValueProps {
  readonly field: string
  readonly word: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field of few values is chosen from them; what it has now may be none of them. */
function NewValue({ field, word, value, onChange }: NewValueProps) {
  const known = fieldByKey(field)
  const choices = known === undefined ? [] : choicesOf(known)
  const label = `“${word}” becomes`
  if (choices.length === 0) return <TextField label={label} hideLabel value={value} onChange={onChange} />
  const others = choices.includes(word) ? [] : [{ value: word, label: 'Choose' }]
  const options = [...others, ...choices.map((choice) => ({ value: choice, label: choice })), { value: '', label: 'Blank (no change)' }]
  return <SelectField label={label} hideLabel value={value} options={options} onChange={onChange} />
}

export function Phones(props: Of<'phones'>) {
  const { draft, set, transform, onChange, phoneCountries } = props
  const names = useMemo(() => new Intl.DisplayNames(undefined, { type: 'region' }), [])
  const { country } = transform
  const options = useMemo(() => {
    const codes = phoneCountries.length === 0 && country !== '' ? [country] : phoneCountries
    const named = codes.map((code) => ({ value: code, label: names.of(code) ?? code })).sort((a, b) => a.label.localeCompare(b.label))
    return country === '' ? [{ value: '', label: 'Choose a country' }, ...named] : named
  }, [country, names, phoneCountries])
  return (
    <>
      <Column {...props} />
      <SelectField
        label="Country of numbers without a country code"
        value={country}
        options={options}
        onChange={(chosen) => onChange({ ...transform, country: chosen })}
      />
      <SelectField
        label="Column that names the country"
        value={transform.countryFrom === null ? '' : inputName(transform.countryFrom)}
        options={[{ value: '', label: 'None' }, ...inputChoices(draft, set)]}
        onChange={(from) => onChange({ ...transform, countryFrom: from === '' ? null : inputOf(from) })}
      />
    </>
  )
}

export function Dates(props: Of<'dates'>) {
  const { set, transform, onChange } = props
  const order = useMemo(() => {
    const list = RowList.of(set.rows)
    const column = set.columns.indexOf(transform.field)
    return orderIn(Array.from({ length: Math.min(list.length, 5_000) }, (_, at) => list.textAt(at, column)))
  }, [set, transform.field])
  return (
    <>
      <Column {...props} />
      <SelectField
        label="What comes first in 2/4/2026"
        value={transform.order ?? 'ask'}
        options={[
          { value: 'ask', label: 'Not chosen: leave them unchanged' },
          { value: 'day-first', label: 'The day: 2 April' },
          { value: 'month-first', label: 'The month: February 4' },
        ]}
        onChange={(next) => onChange({ ...transform, order: next === 'ask' ? null : next })}
      />
      {order !== null && <p className={styles.hint}>Other dates in this column have the {order === 'day-first' ? 'day' : 'month'} first.</p>}
    </>
  )
}

export function Replace(props: Of<'replace'>) {
  const { transform, onChange } = props
  return (
    <>
      <Column {...props} />
      <TextField label="Find" value={transform.find} onChange={(find) => onChange({ ...transform, find })} />
      <TextField label="Replace with" value={transform.by} onChange={(by) => onChange({ ...transform, by })} />
      <Checkbox label="Whole cell" checked={transform.isWholeCell} onChange={(isWholeCell) => onChange({ ...transform, isWholeCell })} />
      <Checkbox label="Match case" checked={transform.matchCase} onChange={(matchCase) => onChange({ ...transform, matchCase })} />
    </>
  )
}

export function Case(props: Of<'case'>) {
  const { transform, onChange } = props
  return (
    <>
      <Column {...props} />
      <SelectField
        label="Letters"
        value={transform.to}
        options={[
          { value: 'name', label: 'Names: Ana van Dyk' },
          { value: 'upper', label: 'Upper case: ANA' },
          { value: 'lower', label: 'Lower case: ana' },
          { value: 'sentence', label: 'First letter: Sales team' },
        ]}
        onChange={(to) => onChange({ ...transform, to })}
      />
    </>
  )
}

export function Zeros(props: Of<'zeros'>) {
  const { transform, onChange } = props
  return (
    <>
      <Column {...props} />
      <TextField
        label="Digits of a whole number"
        value={String(transform.digits)}
        onChange={(text) => onChange({ ...transform, digits: Math.min(64, Number(text.replaceAll(/\D/g, ''))) })}
      />
    </>
  )
}
