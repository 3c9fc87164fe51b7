/** The choices of one transform, by its kind. */
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import { usernamePatterns } from '#domain/mapping/transforms/usernames.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { TextField } from '#ui/TextField.tsx'
import { inputChoices, inputName, inputOf, targetChoices } from './inputs.ts'
import { Case, Column, Dates, Phones, Replace, Values, Zeros, type FormProps } from './ColumnForms.tsx'

type Of<K extends Transform['kind']> = FormProps<Extract<Transform, { kind: K }>>
type Props<T extends Transform = Transform> = FormProps<T>

export function TransformForm(props: Props) {
  const { transform } = props
  switch (transform.kind) {
    case 'split-name':
      return <SplitName {...props} transform={transform} />
    case 'usernames':
      return <Usernames {...props} transform={transform} />
    case 'fill':
      return (
        <>
          <Target {...props} transform={transform} />
          <InputChoice {...props} label="From" value={inputName(transform.from)} onPick={(from) => props.onChange({ ...transform, from: inputOf(from) })} />
        </>
      )
    case 'fixed':
      return <Fixed {...props} transform={transform} />
    case 'combine':
      return <Combine {...props} transform={transform} />
    case 'values':
      return <Values {...props} transform={transform} />
    case 'brackets':
    case 'countries':
    case 'name-order':
      return <Column {...props} transform={transform} />
    case 'zeros':
      return <Zeros {...props} transform={transform} />
    case 'phones':
      return <Phones {...props} transform={transform} />
    case 'dates':
      return <Dates {...props} transform={transform} />
    case 'replace':
      return <Replace {...props} transform={transform} />
    case 'case':
      return <Case {...props} transform={transform} />
  }
}

type WithField = Extract<Transform, { readonly field: string }>

/** Any field: one that is no column yet becomes one. */
function Target({ set, transform, onChange }: Props<WithField>) {
  const choices = targetChoices(set, transform.kind === 'fixed')
  return <SelectField label="Field" value={transform.field} options={choices} onChange={(field) => onChange({ ...transform, field })} />
}

function InputChoice({ draft, set, label, value, onPick }: Pick<Props, 'draft' | 'set'> & { label: string; value: string; onPick: (value: string) => void }) {
  return <SelectField label={label} value={value} options={inputChoices(draft, set)} onChange={onPick} />
}

function OnlyBlank({ transform, onChange }: { transform: Extract<Transform, { onlyBlank: boolean }>; onChange: Props['onChange'] }) {
  return <Checkbox label="Only blank cells" checked={transform.onlyBlank} onChange={(onlyBlank) => onChange({ ...transform, onlyBlank })} />
}

function SplitName({ draft, set, transform, onChange }: Of<'split-name'>) {
  return (
    <>
      <InputChoice
        draft={draft}
        set={set}
        label="Full name"
        value={inputName(transform.from)}
        onPick={(from) => onChange({ ...transform, from: inputOf(from) })}
      />
      <OnlyBlank transform={transform} onChange={onChange} />
    </>
  )
}

function Usernames({ draft, set, transform, onChange }: Of<'usernames'>) {
  const known = usernamePatterns.some(({ pattern }) => pattern === transform.pattern)
  return (
    <>
      <SelectField
        label="Pattern"
        value={known ? transform.pattern : 'own'}
        options={[
          ...usernamePatterns.map(({ pattern, example }) => ({ value: pattern, label: `${pattern}: ${example}` })),
          { value: 'own', label: 'Own pattern' },
        ]}
        onChange={(pattern) => onChange({ ...transform, pattern: pattern === 'own' ? '{first}_{last}' : pattern })}
      />
      {!known && (
        <TextField
          label="Own pattern"
          value={transform.pattern}
          help="Use {first}, {last}, {f}, {l}, {email} and {employee}. After a bar comes the pattern for users without them: {email}|{first}.{last}."
          onChange={(pattern) => onChange({ ...transform, pattern })}
        />
      )}
      {transform.fullName !== null && (
        <InputChoice
          draft={draft}
          set={set}
          label="Full name"
          value={inputName(transform.fullName)}
          onPick={(from) => onChange({ ...transform, fullName: inputOf(from) })}
        />
      )}
      <SelectField
        label="Longest username"
        value={String(transform.maximum)}
        options={[
          { value: '20', label: '20 characters (Windows)' },
          { value: '30', label: '30 characters (macOS and Linux)' },
        ]}
        onChange={(maximum) => onChange({ ...transform, maximum: Number(maximum) })}
      />
      <SelectField
        label="Umlauts"
        value={transform.umlauts}
        options={[
          { value: 'two-letters', label: 'Müller: mueller' },
          { value: 'one-letter', label: 'Müller: muller' },
        ]}
        onChange={(umlauts) => onChange({ ...transform, umlauts })}
      />
      <OnlyBlank transform={transform} onChange={onChange} />
    </>
  )
}

function Fixed(props: Of<'fixed'>) {
  const { transform, onChange } = props
  return (
    <>
      <Target {...props} />
      <TextField label="Value" value={transform.text} onChange={(text) => onChange({ ...transform, text })} />
      <OnlyBlank transform={transform} onChange={onChange} />
    </>
  )
}

const separators = [
  { value: '{0} {1}', label: 'A space' },
  { value: '{0}.{1}', label: 'A dot' },
  { value: '{0}-{1}', label: 'A hyphen' },
  { value: '{0}, {1}', label: 'A comma' },
  { value: '{0}{1}', label: 'Nothing' },
]

function Combine(props: Of<'combine'>) {
  const { draft, set, transform, onChange } = props
  const pick = (at: number) => (name: string) =>
    onChange({ ...transform, inputs: transform.inputs.map((input, index) => (index === at ? inputOf(name) : input)) })
  return (
    <>
      <Target {...props} />
      {transform.inputs.map((input, at) => (
        // Inputs have no name but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <InputChoice key={at} draft={draft} set={set} label={at === 0 ? 'First' : 'Second'} value={inputName(input)} onPick={pick(at)} />
      ))}
      <SelectField label="Between them" value={transform.pattern} options={separators} onChange={(pattern) => onChange({ ...transform, pattern })} />
      <OnlyBlank transform={transform} onChange={onChange} />
    </>
  )
}
