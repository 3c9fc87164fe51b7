/** Switches to another organization, found by typing: a key of a service provider opens hundreds. */
import { Combobox } from '#ui/Combobox.tsx'
import { useOrganizations } from './organizations.ts'

interface Props {
  readonly current: string
  readonly hideLabel?: boolean
  readonly className?: string | undefined
}

export function OrganizationSwitch({ current, hideLabel = false, className }: Props) {
  const { listed, switchTo } = useOrganizations()
  return (
    <Combobox
      // A new organization is a new choice, however it was made.
      key={current}
      label="Organization"
      hideLabel={hideLabel}
      className={className}
      placeholder="Search by name"
      value={current}
      onChange={(id) => {
        if (id !== null && id !== current) switchTo(id)
      }}
      options={listed.map(({ id, name }) => ({ value: id, label: name, hint: id.slice(-6) }))}
    />
  )
}
