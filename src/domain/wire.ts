/** JumpCloud's shapes and names, exactly as they are on the wire; nothing here is ours. */

/** A phone of a user. JumpCloud declares no set of types; its own tools write mobile, home, work, work_mobile and work_fax. */
export interface WirePhone {
  readonly id?: string
  readonly _id?: string
  readonly type?: string
  readonly number?: string
}

/** An address of a user. JumpCloud declares no set of types; its own tools write work and home. */
export interface WireAddress {
  readonly id?: string
  readonly _id?: string
  readonly type?: string
  readonly poBox?: string
  readonly extendedAddress?: string
  readonly streetAddress?: string
  readonly locality?: string
  readonly region?: string
  readonly postalCode?: string
  readonly country?: string
}

/** A custom attribute of a user: the name is letters and digits only, at most 31 of them. */
export interface WireAttribute {
  readonly _id?: string
  readonly name?: string
  readonly value?: string
}

export interface WireMfa {
  readonly configured?: boolean
  readonly exclusion?: boolean
  readonly exclusionUntil?: string | null
  readonly exclusionDays?: number
}

export interface WireSshKey {
  readonly name: string
  readonly public_key: string
}

/** What can be written about a user: the attributes shared by bulk-user-create and bulk-user-update. */
export interface WireUserAttributes {
  readonly username?: string
  readonly email?: string
  readonly firstname?: string
  readonly middlename?: string
  readonly lastname?: string
  readonly displayname?: string
  readonly password?: string
  readonly state?: string
  readonly account_locked?: boolean
  readonly company?: string
  readonly costCenter?: string
  readonly department?: string
  readonly employeeType?: string
  readonly jobTitle?: string
  readonly location?: string
  readonly description?: string
  readonly employeeIdentifier?: string
  readonly manager?: string | null
  readonly alternateEmail?: string
  readonly managedAppleId?: string
  readonly recoveryEmail?: { readonly address?: string }
  readonly phoneNumbers?: readonly WirePhone[]
  readonly addresses?: readonly WireAddress[]
  readonly attributes?: readonly WireAttribute[]
  readonly sudo?: boolean
  readonly passwordless_sudo?: boolean
  readonly enable_managed_uid?: boolean
  readonly unix_uid?: number
  readonly unix_guid?: number
  readonly enable_user_portal_multifactor?: boolean
  readonly mfa?: WireMfa
  readonly ldap_binding_user?: boolean
  readonly samba_service_user?: boolean
  readonly allow_public_key?: boolean
  readonly password_never_expires?: boolean
  readonly disableDeviceMaxLoginAttempts?: boolean
  readonly public_key?: string
  readonly externally_managed?: boolean
  readonly external_dn?: string
  readonly external_source_type?: string
  readonly external_password_expiration_date?: string
  readonly delegatedAuthority?: { readonly id?: string; readonly name?: string } | null
}

/** One element of the bare array that POST /api/v2/bulk/users takes. */
export interface BulkUserCreate extends WireUserAttributes {
  readonly activated?: boolean
}

/** One element of the bare array that PATCH /api/v2/bulk/users takes; only `id` says whom it is about. */
export interface BulkUserUpdate extends WireUserAttributes {
  readonly id: string
  readonly ssh_keys?: readonly WireSshKey[]
}

/** A user as GET /api/systemusers and POST /api/search/systemusers answer it. Answers carry `_id`, `id` or both. */
export interface SystemUser extends WireUserAttributes {
  readonly id?: string
  readonly _id?: string
  readonly activated?: boolean
  readonly suspended?: boolean
  readonly created?: string
  readonly admin?: unknown
  readonly restrictedFields?: readonly { readonly field?: string; readonly type?: string }[]
  readonly ssh_keys?: readonly WireSshKey[]
}

/** The answer of GET /api/systemusers, POST /api/search/systemusers and GET /api/organizations. */
export interface WireList<T> {
  readonly totalCount: number
  readonly results: readonly T[]
}

/** The answer of a bulk POST or PATCH. The specification says 201, the live service 200; both mean accepted, not applied. */
export interface WireJobId {
  readonly jobId: string
}

/** Whom a result is about. */
export interface WireResultUser {
  readonly id?: string | null
  readonly _id?: string | null
  readonly username?: string | null
  readonly email?: string | null
}

/** One element of the bare array that GET /api/v2/bulk/users/{job_id}/results answers. Every part may be missing. */
export interface WireWorkResult {
  readonly id?: string
  readonly status?: string
  readonly statusMsg?: string
  /** The user stands in `systemUser` (observed); no public source rules out `meta` itself. */
  readonly meta?: WireResultUser & { readonly systemUser?: WireResultUser | null }
  readonly persistedFields?: unknown
  readonly createdAt?: string
  readonly updatedAt?: string
}

/** `settings.passwordPolicy` of an organization (documented); any part may be missing. */
export interface PasswordPolicy {
  readonly enableMinLength?: boolean
  readonly minLength?: number
  readonly needsLowercase?: boolean
  readonly needsUppercase?: boolean
  readonly needsNumeric?: boolean
  readonly needsSymbolic?: boolean
  readonly allowUsernameSubstring?: boolean
  readonly disallowSequentialOrRepetitiveChars?: boolean
  readonly disallowCommonlyUsedPasswords?: boolean
  readonly maxHistory?: number
}

export interface WireOrganization {
  readonly id?: string
  readonly _id?: string
  readonly displayName?: string
  readonly settings?: {
    readonly name?: string
    readonly passwordPolicy?: PasswordPolicy
    readonly newSystemUserStateDefaults?: { readonly csvImport?: string; readonly applicationImport?: string; readonly manualEntry?: string }
  }
}
