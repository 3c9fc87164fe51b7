/** Asks which organization to work in, when the key lists several and none has been chosen. */
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import type { Organization } from '#adapters/jumpcloud/organization-choice.ts'
import { Button } from '#ui/Button.tsx'
import { Combobox } from '#ui/Combobox.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'

interface Props {
  readonly organizations: readonly Organization[]
  /** The organization that JUMPCLOUD_ORG_ID names, or null. */
  readonly configured: string | null
  readonly onChoose: (id: string) => void
}

export function OrganizationPicker({ organizations, configured, onChoose }: Props) {
  const [id, setId] = useState<string | null>(null)
  if (organizations.length === 0 || configured !== null) {
    return (
      <EmptyState icon={<Building2 />} title="No access to this organization" action={null}>
        {configured === null
          ? 'JumpCloud lists no organization for this API key. Use the key of one of its administrators and start again.'
          : `JUMPCLOUD_ORG_ID is ${configured}, which this API key cannot access. Correct the variable or use another key, and start again.`}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Building2 />}
      title="Choose an organization"
      action={
        <Button variant="primary" disabledReason={id === null ? 'Choose an organization first.' : undefined} onClick={() => id !== null && onChoose(id)}>
          Use this organization
        </Button>
      }
    >
      Your key opens {organizations.length} organizations. Drafts and jobs belong to the one you choose.
      <Combobox
        label="Organization"
        placeholder="Search by name"
        value={id}
        onChange={setId}
        options={organizations.map((organization) => ({ value: organization.id, label: organization.name, hint: organization.id }))}
      />
    </EmptyState>
  )
}
