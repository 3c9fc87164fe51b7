/** The sections and fields of the user in the form; what was typed is handed over when the cursor leaves a field. */
import { ChevronDown, ChevronRight, Eraser, Trash2 } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { plural } from '#domain/count.ts'
import { canClear, clearMark, isClear } from '#domain/fields/clear.ts'
import type { Field, FieldGroup, FieldKey } from '#domain/fields/field.ts'
import { IconButton } from '#ui/IconButton.tsx'
import { AddElement } from './AddElement.tsx'
import { ClearedField } from './ClearedField.tsx'
import { formIssues } from './form-issues.ts'
import { formFields, formSections, inputName, isListed, isRequired, type FormSection, type Openness } from './form-sections.ts'
import { UserField } from './UserField.tsx'
import type { FormChange, UserSheetProps } from './user-sheet-props.ts'
import styles from './UserForm.module.css'

type Values = Record<string, string>

interface Props extends UserSheetProps {
  readonly search: RefObject<HTMLInputElement | null>
  /** Hands over what is not handed over yet. */
  readonly leave: RefObject<() => void>
  readonly focused: RefObject<string | null>
}

/** What a user who holds nothing yet is asked for first. */
const usualFields: readonly FieldKey[] = ['username', 'email', 'firstname', 'lastname']
const nothing: ReadonlySet<FieldKey> = new Set()
const withKeys = (set: ReadonlySet<FieldKey>, keys: readonly FieldKey[]): ReadonlySet<FieldKey> => new Set([...set, ...keys])
const withoutKey = (set: ReadonlySet<FieldKey>, key: FieldKey): ReadonlySet<FieldKey> => new Set([...set].filter((each) => each !== key))

/** The fields of the form: what is filled, added and typed, and what is handed over. */
function useUserForm({ rowKey, purpose, saved, now, isLive = false, issues, onEdit, leave, focused }: Props, root: RefObject<HTMLFormElement | null>) {
  const [added, setAdded] = useState(nothing)
  const [touched, setTouched] = useState(nothing)
  const names = [...Object.keys(saved), ...Object.keys(now ?? {}), ...added].filter((key) => key.startsWith('attributes.'))
  const attributeNames = [...new Set(names)].join('\n')
  // Of a user who exists, fields of new users alone cannot be sent, and the id cannot be changed.
  const fields = useMemo(
    () => formFields(attributeNames.split('\n')).filter(({ key, use }) => !isLive || (use !== 'create' && key !== 'id')),
    [attributeNames, isLive],
  )
  // What was filled when the form was opened stays in its place while it is emptied.
  const [filled, setFilled] = useState(() => {
    const keys = fields.filter(({ key }) => (saved[key] ?? '') !== '' || (now?.[key] ?? '') !== '').map(({ key }) => key)
    return new Set(keys.length === 0 ? usualFields : keys)
  })
  const values = useMemo(() => Object.fromEntries(fields.map(({ key }): [string, string] => [inputName(key), saved[key] ?? ''])), [fields, saved])
  const form = useForm<Values>({ defaultValues: values, values, resetOptions: { keepDirtyValues: true } })
  const typed = form.watch()
  const texts: Record<FieldKey, string> = Object.fromEntries(fields.map(({ key }) => [key, typed[inputName(key)] ?? '']))
  const found = formIssues({ row: rowKey, fields, purpose, texts, saved, known: issues, touched })

  const handOver = () => {
    const after = form.getValues()
    const changes = fields.flatMap(({ key }): FormChange[] => {
      const text = after[inputName(key)] ?? ''
      return text === (saved[key] ?? '') ? [] : [{ field: key, text }]
    })
    if (changes.length > 0) onEdit(changes)
  }
  useEffect(() => {
    leave.current = handOver
  })
  useLayoutEffect(() => {
    const inputs = [...(root.current?.querySelectorAll<HTMLInputElement>('[data-field] input, [data-field] select') ?? [])]
    const first = inputs.find(({ name }) => name === focused.current) ?? inputs[0]
    first?.focus()
    // The next user is another form: the focus goes to the same field once.
  }, [focused, root])
  const noteFocus = (name: string) => {
    focused.current = name
  }
  const focusNext = useRef<FieldKey | null>(null)
  useLayoutEffect(() => {
    const key = focusNext.current
    focusNext.current = null
    if (key !== null) root.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(inputName(key))}"]`)?.focus()
  }, [added, root])
  const set = (key: FieldKey, text: string) => {
    form.setValue(inputName(key), text, { shouldDirty: true })
    handOver()
  }
  const add = (keys: readonly FieldKey[]) => {
    setAdded((before) => withKeys(before, keys))
    focusNext.current = keys[0] ?? null
  }
  const remove = (key: FieldKey) => {
    setAdded((before) => withoutKey(before, key))
    setFilled((before) => new Set(withoutKey(before, key)))
    set(key, '')
  }
  const touch = (key: FieldKey) => setTouched((before) => (before.has(key) ? before : withKeys(before, [key])))
  return { form, fields, texts, found, filled, added, handOver, set, add, remove, touch, noteFocus }
}

export function UserFields(props: Props) {
  const { purpose, search, children, end } = props
  const root = useRef<HTMLFormElement>(null)
  const [openness, setOpenness] = useState<Partial<Record<FieldGroup, Openness>>>({})
  const wanted = useSearchText(search)
  const { form, fields, texts, found, filled, added, handOver, set, add, remove, touch, noteFocus } = useUserForm(props, root)
  const sections = formSections({ fields, purpose, filled, added, openness, search: wanted })
  const hasAny = sections.some(({ shown }) => shown.length > 0)
  return (
    // What is typed in any of its inputs is handed over when the focus leaves it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={root}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        handOver()
      }}
      onFocus={(event) => {
        if ('name' in event.target && event.target.name !== '') noteFocus(String(event.target.name))
      }}
      onBlur={(event) => {
        const key = event.target.closest('[data-field]')?.getAttribute('data-field')
        if (key != null) touch(key)
        handOver()
      }}
    >
      {children}
      {wanted !== '' && !hasAny && <p className={styles.none}>No field matches “{wanted}”.</p>}
      {sections
        .filter(({ shown }) => wanted === '' || shown.length > 0)
        .map((section) => (
          <Section
            key={section.group}
            section={section}
            filled={section.fields.filter(({ key }) => (texts[key] ?? '') !== '').length}
            isSearching={wanted !== ''}
            onOpen={(next) => setOpenness((before) => ({ ...before, [section.group]: next }))}
            onAdd={add}
          >
            {section.shown.map((field) => (
              <OneField
                key={field.key}
                field={field}
                props={props}
                form={form}
                text={texts[field.key] ?? ''}
                issue={found.get(field.key)}
                set={set}
                remove={remove}
              />
            ))}
          </Section>
        ))}
      {wanted === '' && end}
      <button type="submit" hidden>
        Save field
      </button>
    </form>
  )
}

interface OneFieldProps {
  readonly field: Field
  readonly props: Props
  readonly form: UseFormReturn<Values>
  readonly text: string
  readonly issue: Parameters<typeof UserField>[0]['issue']
  readonly set: (key: FieldKey, text: string) => void
  readonly remove: (key: FieldKey) => void
}

function OneField({ field, props, form, text, issue, set, remove }: OneFieldProps) {
  const { purpose, saved, now, isLive = false } = props
  const { key } = field
  const directory = now === null ? null : (now[key] ?? '')
  // Who is not known to be in the directory has nothing there to clear, unless the draft only updates.
  const mayClear = (directory === null ? purpose === 'update' : directory !== '' && purpose !== 'create' && purpose !== 'leavers') && canClear(field)
  const isChanged = isLive ? text !== directory : text !== '' && directory !== null && text !== directory
  // Of a user who is not known to be in the directory, a blank leaves nothing unchanged.
  const blank = isLive || (directory === null && purpose !== 'update') ? 'Not set' : 'Unchanged'
  if (isClear(text))
    return (
      <div data-field={key}>
        <ClearedField field={field} issue={issue} now={directory} onKeep={() => set(key, isLive ? (directory ?? '') : '')} />
      </div>
    )
  return (
    <div data-field={key}>
      <UserField
        field={field}
        purpose={purpose}
        isRequired={directory === null && isRequired(field, purpose)}
        current={saved[key] ?? ''}
        blank={blank}
        now={directory === null || field.secret || text === directory ? null : directory}
        isChanged={isChanged}
        registration={form.register(inputName(key))}
        issue={issue}
        action={
          mayClear ? (
            <IconButton label={`Clear ${field.label} in JumpCloud`} icon={<Eraser size={14} aria-hidden="true" />} onClick={() => set(key, clearMark)} />
          ) : isListed(field.group) ? (
            <IconButton label={`Remove ${field.label}`} icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => remove(key)} />
          ) : null
        }
      />
    </div>
  )
}

interface SectionProps {
  readonly section: FormSection
  /** Fields of it that hold something. */
  readonly filled: number
  readonly isSearching: boolean
  readonly onOpen: (next: Openness) => void
  readonly onAdd: (keys: readonly FieldKey[]) => void
  readonly children: readonly React.ReactNode[]
}

function Section({ section: { group, fields, shown, isOpen }, filled, isSearching, onOpen, onAdd, children }: SectionProps) {
  const left = fields.length - shown.length
  const Sign = isOpen ? ChevronDown : ChevronRight
  return (
    <section className={styles.section} aria-label={group}>
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? 'closed' : 'all')}>
          <Sign size={14} aria-hidden="true" />
          {group}
          {filled > 0 && <span className={styles.count}>{filled} filled in</span>}
        </button>
      </h3>
      {isOpen && (
        <div className={styles.fields}>
          {children}
          {isListed(group) && !isSearching && <AddElement group={group} fields={fields} shown={shown} onAdd={onAdd} />}
          {!isListed(group) && !isSearching && left > 0 && (
            <button type="button" className={styles.more} onClick={() => onOpen('all')}>
              Show {left} more {plural(left, 'field')}
            </button>
          )}
        </div>
      )}
    </section>
  )
}

/** The search stands above the form and outlives each user's. */
function useSearchText(input: RefObject<HTMLInputElement | null>): string {
  const [text, setText] = useState(() => input.current?.value ?? '')
  useEffect(() => {
    const element = input.current
    const read = () => setText(element?.value ?? '')
    read()
    element?.addEventListener('input', read)
    return () => element?.removeEventListener('input', read)
  }, [input])
  return text.trim()
}
