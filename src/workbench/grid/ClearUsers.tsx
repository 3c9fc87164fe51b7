/** Asks before whole users are cleared: what goes, and what stays. */
import { counted } from '#domain/count.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'

interface Props {
  readonly users: number
  readonly fields: readonly string[]
  readonly onClear: () => void
  readonly onClose: () => void
}

export function ClearUsers({ users, fields, onClear, onClose }: Props) {
  const title = `Clear all values of ${counted(users, 'user')}`
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="s"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="danger"
            disabledReason={fields.length === 0 ? 'None of these columns can be cleared in JumpCloud.' : undefined}
            onClick={() => {
              onClear()
              onClose()
            }}
          >
            {title}
          </Button>
        </>
      }
    >
      <p>
        {counted(fields.length, 'field')} will be emptied in JumpCloud: {fields.map((key) => fieldByKey(key)?.label ?? key).join(', ')}. Identifiers and
        passwords stay. Nothing changes until you submit, and undo takes this back.
      </p>
    </Dialog>
  )
}
