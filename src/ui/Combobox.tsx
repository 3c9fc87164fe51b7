/** A choice from a long list, found by typing. */
import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { joinNames } from './join-names.ts'
import { hiddenClass } from './Hidden.tsx'
import styles from './Combobox.module.css'
import field from './Field.module.css'

interface Option {
  readonly value: string
  readonly label: string
  readonly group?: string | undefined
  readonly hint?: string | undefined
}

interface Props {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly options: readonly Option[]
  readonly hideLabel?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly className?: string | undefined
}

interface Group {
  readonly value: string
  readonly items: readonly Option[]
}

/** Untouched it is an input that says what is chosen: a screen may have a hundred of them, of which one or two are ever opened. */
export function Combobox({ label, hideLabel = false, className, ...rest }: Props) {
  const id = useId()
  const [touched, setTouched] = useState<'no' | 'focus' | 'press'>('no')
  const touch = (how: 'focus' | 'press') => flushSync(() => setTouched(how))
  const { options, value, placeholder } = rest
  return (
    <div className={joinNames(field.field, className)}>
      <label htmlFor={id} className={hideLabel ? hiddenClass : undefined}>
        {label}
      </label>
      {touched === 'no' ? (
        <div className={styles.box}>
          <input
            id={id}
            role="combobox"
            aria-controls={`${id}-list`}
            aria-expanded="false"
            aria-haspopup="listbox"
            aria-autocomplete="list"
            autoComplete="off"
            className={styles.input}
            placeholder={placeholder}
            value={options.find((option) => option.value === value)?.label ?? ''}
            onChange={() => undefined}
            onPointerDown={(event) => {
              if (event.button !== 0) return
              event.preventDefault()
              touch('press')
            }}
            onFocus={() => touch('focus')}
          />
          <ChevronsUpDown size={14} aria-hidden="true" className={styles.sign} />
        </div>
      ) : (
        <Choice id={id} label={label} startsOpen={touched === 'press'} {...rest} />
      )}
    </div>
  )
}

type ChoiceProps = Omit<Props, 'hideLabel' | 'className'> & { readonly id: string; readonly startsOpen: boolean }

function Choice({ id, label, value, onChange, options, placeholder, startsOpen }: ChoiceProps) {
  const input = useRef<HTMLInputElement>(null)
  // It takes the place of the input that was touched, and with it the focus.
  useLayoutEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const [typed, setTyped] = useState('')
  const groups = useMemo(() => groupOptions(likeliestFirst(options, typed)), [options, typed])
  const chosen = options.find((option) => option.value === value)?.label
  // The same object while it says the same: base-ui takes another one for a new choice, and what is being typed is lost.
  const selected = useMemo((): Option | null => (value === null || chosen === undefined ? null : { value, label: chosen }), [value, chosen])
  return (
    <Base.Root
      items={groups}
      autoHighlight
      defaultOpen={startsOpen}
      value={selected}
      onInputValueChange={(text, { reason }) => setTyped(reason === 'input-change' ? text : '')}
      onValueChange={(next: Option | null) => next !== null && onChange(next.value)}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      itemToStringLabel={(option: Option) => option.label}
      itemToStringValue={(option: Option) => option.value}
    >
      <div className={styles.box}>
        <Base.Input ref={input} id={id} placeholder={placeholder} className={styles.input} />
        <ChevronsUpDown size={14} aria-hidden="true" className={styles.sign} />
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup} aria-label={label}>
            <Base.Empty className={styles.empty}>No matches.</Base.Empty>
            <Base.List className={styles.list}>
              {(group: Group) => (
                <Base.Group key={group.value} items={group.items}>
                  {group.value !== '' && <Base.GroupLabel className={styles.group}>{group.value}</Base.GroupLabel>}
                  <Base.Collection>
                    {(option: Option) => (
                      <Base.Item key={option.value} value={option} className={styles.item}>
                        <span>{option.label}</span>
                        {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
                        <Base.ItemIndicator className={styles.indicator}>
                          <Check size={14} aria-hidden="true" />
                        </Base.ItemIndicator>
                      </Base.Item>
                    )}
                  </Base.Collection>
                </Base.Group>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** What begins with the typed text comes before what only contains it. */
function likeliestFirst(options: readonly Option[], typed: string): readonly Option[] {
  const text = typed.trim().toLowerCase()
  if (text === '') return options
  const begins = ({ label }: Option) => label.toLowerCase().startsWith(text)
  return [...options.filter(begins), ...options.filter((option) => !begins(option))]
}

/** In the order in which the groups first occur. */
function groupOptions(options: readonly Option[]): Group[] {
  const groups = new Map<string, Option[]>()
  for (const option of options) {
    const items = groups.get(option.group ?? '')
    if (items === undefined) groups.set(option.group ?? '', [option])
    else items.push(option)
  }
  return [...groups].map(([value, items]) => ({ value, items }))
}
