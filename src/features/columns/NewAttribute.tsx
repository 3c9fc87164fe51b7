/** Names a new custom attribute for a column, by JumpCloud's rules. */
import { useState } from 'react'
import { attributeNameIssue } from '#domain/fields/field-lookup.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/TextField.tsx'
import { attributeNameFor } from './field-options.ts'

interface Props {
  readonly header: string
  readonly attributes: readonly string[]
  readonly onName: (name: string) => void
  readonly onClose: () => void
}

export function NewAttribute({ header, attributes, onName, onClose }: Props) {
  const [name, setName] = useState(attributeNameFor(header))
  const issue = attributeNameIssue(name)
  const twin = attributes.find((other) => other !== name && other.toLowerCase() === name.toLowerCase())
  return (
    <Dialog
      open
      size="s"
      title="New custom attribute"
      description={`Its values come from the column “${header}”.`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={issue ?? undefined} onClick={() => onName(name)}>
            Map to attribute
          </Button>
        </>
      }
    >
      <TextField
        label="Attribute name"
        value={name}
        onChange={setName}
        error={issue ?? undefined}
        help={
          twin === undefined
            ? 'Letters and digits only, at most 31. Users without the attribute get it.'
            : `“${twin}” exists already and differs only by case. JumpCloud would keep both.`
        }
      />
    </Dialog>
  )
}
