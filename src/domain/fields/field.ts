/** What a field is: one attribute of a user that a bulk job can send, as data that form, grid and import all read. */

/** Stable name of a field: `username`, `phoneNumbers.mobile`, `addresses.home.locality`, `attributes.costCode`. */
export type FieldKey = string

export type FieldGroup =
  | 'Identity'
  | 'Name'
  | 'Employment'
  | 'Contact'
  | 'Phones'
  | 'Home address'
  | 'Work address'
  | 'Security'
  | 'Device account'
  | 'External source'
  | 'Custom attributes'

/** How a cell of this field is read and edited. A cell is always text; the kind says which text is valid. */
export type FieldKind = 'text' | 'email' | 'boolean' | 'integer' | 'choice' | 'password' | 'id' | 'date-time'

/** Which bulk job accepts the field: POST (create), PATCH (update) or both. */
export type FieldUse = 'create' | 'update' | 'both'

/** Where the value goes in JumpCloud's user object. */
export type FieldTarget =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'object'; readonly name: string; readonly part: string }
  | { readonly kind: 'phone'; readonly type: string }
  | { readonly kind: 'address'; readonly type: string; readonly part: string }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'id' }

/** A named check beyond kind and maximum; `validate.ts` holds what each one says. */
export type FieldRule = 'username' | 'attribute-value' | 'object-id' | 'person' | 'days' | 'unix-id' | 'none'

export interface Field {
  readonly key: FieldKey
  readonly label: string
  readonly group: FieldGroup
  readonly kind: FieldKind
  readonly use: FieldUse
  readonly target: FieldTarget
  /** Longest value in characters; absent where JumpCloud states none. */
  readonly maximum?: number
  /** The values of a `choice`, per use: creating may allow more than updating. */
  readonly choices?: { readonly create: readonly string[]; readonly update: readonly string[] }
  readonly rule: FieldRule
  /** A create is refused upstream without it. */
  readonly requiredToCreate: boolean
  /** By which a row can be matched to a directory user. */
  readonly identifies: boolean
  /** Held in memory only, masked on screen, never stored, logged or exported. */
  readonly secret: boolean
  /** Grants or removes power over accounts and devices; shown apart before a submit. */
  readonly sensitive: boolean
  /** Header texts that mean this field, beside `key` and `label`. Compared after `normalizeHeader`. */
  readonly aliases: readonly string[]
  /** Where the rule comes from, and how sure it is: documented, observed, inferred or unknown. */
  readonly source: string
}
