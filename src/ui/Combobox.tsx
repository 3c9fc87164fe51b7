/** A choice from a long list, found by typing. */
import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId, useMemo } from 'react'
import { joinNames } from './join-names.ts'
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

export function Combobox({ label, value, onChange, options, hideLabel = false, placeholder, className }: Props) {
  const id = useId()
  const groups = useMemo(() => groupOptions(options), [options])
  const selected = options.find((option) => option.value === value) ?? null
  return (
    <div className={joinNames(field.field, className)}>
      <label htmlFor={id} className={hideLabel ? field.hidden : undefined}>
        {label}
      </label>
      <Base.Root
        items={groups}
        value={selected}
        onValueChange={(next: Option | null) => next !== null && onChange(next.value)}
        isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
        itemToStringLabel={(option: Option) => option.label}
        itemToStringValue={(option: Option) => option.value}
      >
        <div className={styles.box}>
          <Base.Input id={id} placeholder={placeholder} className={styles.input} />
          <Base.Trigger className={styles.trigger} aria-label={`Open the list: ${label}`}>
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Base.Trigger>
        </div>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className={styles.positioner}>
            <Base.Popup className={styles.popup} aria-label={label}>
              <Base.Empty className={styles.empty}>Nothing of that name.</Base.Empty>
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
    </div>
  )
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
