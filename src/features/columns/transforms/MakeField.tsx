/** The transform that gives a needed field a value: usernames from a pattern, others from another column. */
import type { Field } from '#domain/fields/field.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { paths } from '#workbench/navigation/paths.ts'

export const MakeField = ({ draftId, field: { key, label } }: { readonly draftId: string; readonly field: Field }) => (
  <ButtonLink href={`${paths.columns(draftId)}?transform=${key === 'username' ? 'usernames' : `fill&field=${encodeURIComponent(key)}`}`}>
    {key === 'username' ? 'Make usernames' : `Fill ${label}`}
  </ButtonLink>
)
