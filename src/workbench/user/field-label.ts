/** A field's name as administrators read it. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'

export const fieldLabel = (key: string): string => fieldByKey(key)?.label ?? key
