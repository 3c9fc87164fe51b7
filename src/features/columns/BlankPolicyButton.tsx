/** What a blank cell of a column means: leave the value as it is, or clear it, with the number of cells before it is chosen. */
import { useDeferredValue, useMemo, useState } from 'react'
import { counted, plural } from '#domain/count.ts'
import { countClears, leavesBlanks } from '#domain/mapping/blanks.ts'
import type { BlankPolicy, ColumnMapping } from '#domain/mapping/model.ts'
import type { PackedTable } from '#domain/packed/packed-table.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { RadioCards } from '#ui/RadioCards.tsx'
import { TextField } from '#ui/TextField.tsx'
import { formatNumber } from '#ui/locale.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly table: PackedTable
  readonly mapping: ColumnMapping
  readonly onChange: (blanks: BlankPolicy) => void
}

export const policyWords = ({ clearsBlank, clearWord }: BlankPolicy): string =>
  [clearsBlank ? 'Clear the value' : '', clearWord.trim() === '' ? '' : `“${clearWord.trim()}” clears`].filter((text) => text !== '').join(' · ') ||
  'Leave unchanged'

export function BlankPolicyButton({ table, mapping, onChange }: Props) {
  const [isOpen, setOpen] = useState(false)
  const policy = mapping.blanks ?? leavesBlanks
  return (
    <>
      <button type="button" className={styles.policy} aria-label={`Blank cells in ${mapping.header}: ${policyWords(policy)}`} onClick={() => setOpen(true)}>
        {policyWords(policy)}
      </button>
      {isOpen && (
        <BlankPolicyDialog
          table={table}
          mapping={mapping}
          onClose={() => setOpen(false)}
          onChange={(next) => {
            onChange(next)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

function BlankPolicyDialog({ table, mapping, onChange, onClose }: Props & { readonly onClose: () => void }) {
  const { column, header, target, blanks = leavesBlanks } = mapping
  const [clearsBlank, setClearsBlank] = useState(blanks.clearsBlank)
  const [clearWord, setClearWord] = useState(blanks.clearWord)
  const word = useDeferredValue(clearWord)
  const counts = useMemo(() => countClears(table, column, word), [table, column, word])
  const field = target.kind === 'field' ? fieldLabel(target.field) : header
  const clears = (clearsBlank ? counts.blanks : 0) + counts.words
  return (
    <Dialog
      open
      size="m"
      title={`Blank cells in “${header}”`}
      description={`${counted(counts.blanks, 'cell')} of ${formatNumber(table.rowCount)} ${plural(counts.blanks, 'is', 'are')} blank.`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={clears > 0 ? 'danger' : 'primary'} onClick={() => onChange({ clearsBlank, clearWord: clearWord.trim() })}>
            {clears > 0 ? `Clear ${counted(clears, 'value')}` : 'Leave values unchanged'}
          </Button>
        </>
      }
    >
      <RadioCards
        legend="Blank cells"
        value={clearsBlank ? 'clear' : 'leave'}
        onChange={(value) => setClearsBlank(value === 'clear')}
        options={[
          { value: 'leave', label: 'Leave unchanged', help: `Users keep their ${field.toLowerCase()}.` },
          {
            value: 'clear',
            label: 'Clear the value',
            help: `${counted(counts.blanks, 'cell')}: updated users lose their ${field.toLowerCase()}. Review lists every clear.`,
          },
        ]}
      />
      <TextField
        label="Text that means clear"
        value={clearWord}
        onChange={setClearWord}
        help={clearWord.trim() === '' ? 'For example CLEAR or n/a. Leave empty if no text clears.' : `${counted(counts.words, 'cell')} with this text.`}
      />
    </Dialog>
  )
}
