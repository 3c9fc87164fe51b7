/** A field's name as people read it. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'

export const fieldLabel = (key: string): string => fieldByKey(key)?.label ?? key
