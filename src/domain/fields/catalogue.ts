/** The field catalogue: every attribute of a user that JumpCloud's bulk jobs accept, one row a field. */
import type { Field, FieldGroup, FieldKind, FieldRule, FieldTarget, FieldUse } from './field.ts'

const spec = 'JumpCloud API v2 specification, bulk-user-create and bulk-user-update (documented)'
const both = 'both'

interface Extra {
  readonly use?: FieldUse
  readonly maximum?: number
  readonly rule?: FieldRule
  readonly requiredToCreate?: boolean
  readonly identifies?: boolean
  readonly secret?: boolean
  readonly sensitive?: boolean
  readonly choices?: Field['choices']
  readonly source?: string
}

const row = (key: string, label: string, group: FieldGroup, kind: FieldKind, target: FieldTarget, aliases: readonly string[], extra: Extra = {}): Field => ({
  key,
  label,
  group,
  kind,
  target,
  aliases,
  use: extra.use ?? both,
  ...(extra.maximum === undefined ? {} : { maximum: extra.maximum }),
  ...(extra.choices === undefined ? {} : { choices: extra.choices }),
  rule: extra.rule ?? 'none',
  requiredToCreate: extra.requiredToCreate ?? false,
  identifies: extra.identifies ?? false,
  secret: extra.secret ?? false,
  sensitive: extra.sensitive ?? false,
  source: extra.source ?? spec,
})

const scalar = (name: string): FieldTarget => ({ kind: 'scalar', name })
const part = (name: string, of: string): FieldTarget => ({ kind: 'object', name, part: of })

/** Maxima stand in the update model; the create model is assumed to share them (inferred). */
const text = (key: string, label: string, group: FieldGroup, aliases: readonly string[], extra: Extra = {}) =>
  row(key, label, group, 'text', scalar(key), aliases, { maximum: 1024, ...extra })

const flag = (key: string, label: string, group: FieldGroup, aliases: readonly string[] = [], extra: Extra = {}) =>
  row(key, label, group, 'boolean', scalar(key), aliases, extra)

const phone = (type: string, label: string, aliases: readonly string[]) =>
  row(`phoneNumbers.${type}`, label, 'Phones', 'text', { kind: 'phone', type }, aliases, {
    maximum: 1024,
    source: `${spec}; the types are those JumpCloud's PowerShell module writes (observed)`,
  })

const address = (type: 'home' | 'work', of: string, label: string, aliases: readonly string[]) =>
  row(`addresses.${type}.${of}`, label, type === 'home' ? 'Home address' : 'Work address', 'text', { kind: 'address', type, part: of }, aliases, {
    maximum: 1024,
    source: `${spec}; the types are those JumpCloud's PowerShell module writes (observed)`,
  })

export const catalogue: readonly Field[] = [
  row('id', 'JumpCloud id', 'Identity', 'id', { kind: 'id' }, ['_id', 'user id', 'userid', 'jumpcloud user id', 'object id'], {
    use: 'update',
    rule: 'object-id',
    identifies: true,
    source: 'A bulk update names its user by id (documented); 24 hexadecimal digits (observed)',
  }),
  row(
    'username',
    'Username',
    'Identity',
    'text',
    scalar('username'),
    ['user name', 'login', 'login name', 'account name', 'samaccountname', 'benutzername', 'identifiant'],
    {
      maximum: 1024,
      rule: 'username',
      requiredToCreate: true,
      identifies: true,
      sensitive: true,
      source: `${spec}; form after the help page "Naming convention for users" (documented)`,
    },
  ),
  row(
    'email',
    'Company e-mail',
    'Identity',
    'email',
    scalar('email'),
    [
      'e-mail',
      'mail',
      'work email',
      'company email',
      'email address',
      'e-mail address',
      'work e-mail',
      'business email',
      'primary email',
      'e-mail-adresse',
      'adresse e-mail',
      'courriel',
    ],
    { maximum: 1024, requiredToCreate: true, identifies: true, sensitive: true },
  ),
  text(
    'employeeIdentifier',
    'Employee identifier',
    'Identity',
    ['employee id', 'employee number', 'employee no', 'personnel number', 'staff id', 'personalnummer', 'matricule'],
    {
      maximum: 256,
      identifies: true,
      source: `${spec}: "Must be unique per user"`,
    },
  ),
  row('password', 'Password', 'Identity', 'password', scalar('password'), ['initial password', 'passwort', 'mot de passe'], { secret: true, sensitive: true }),
  row('state', 'State', 'Identity', 'choice', scalar('state'), ['user state', 'account state'], {
    sensitive: true,
    choices: { create: ['STAGED', 'ACTIVATED', 'SUSPENDED'], update: ['ACTIVATED', 'SUSPENDED'] },
    source: `${spec}; sent alone, never beside suspended, which conflicts with it (observed in JumpCloud's PowerShell module)`,
  }),
  flag('activated', 'Activated', 'Identity', [], { use: 'create' }),

  text('firstname', 'First name', 'Name', ['given name', 'forename', 'vorname', 'prénom', 'prenom']),
  text('middlename', 'Middle name', 'Name', ['second name', 'zweiter vorname']),
  text('lastname', 'Last name', 'Name', ['surname', 'family name', 'nachname', 'nom', 'nom de famille']),
  text('displayname', 'Display name', 'Name', ['preferred name', 'full name', 'anzeigename', "nom d'affichage"], {
    source: `${spec}; preferredName is the PowerShell module's column for it (observed)`,
  }),

  text('jobTitle', 'Job title', 'Employment', ['title', 'position', 'role', 'stellenbezeichnung', 'poste', 'fonction']),
  text('department', 'Department', 'Employment', ['dept', 'team', 'abteilung', 'service', 'département']),
  text('costCenter', 'Cost center', 'Employment', ['cost centre', 'kostenstelle', 'centre de coûts']),
  text('company', 'Company', 'Employment', ['company name', 'employer', 'firma', 'société']),
  text('employeeType', 'Employee type', 'Employment', ['employment type', 'contract type', 'worker type']),
  text('location', 'Location', 'Employment', ['office', 'office location', 'site', 'standort']),
  row(
    'manager',
    'Manager',
    'Employment',
    'id',
    scalar('manager'),
    ['manager id', 'manager username', 'manager email', 'supervisor', 'supervisor id', 'reports to', 'reports to id', 'line manager', 'vorgesetzter'],
    {
      rule: 'person',
      source: `${spec}: a relation with another user, sent as that user's id (documented); username and e-mail are looked up, as the PowerShell module does`,
    },
  ),
  text('description', 'Description', 'Employment', ['notes', 'comment', 'beschreibung']),

  row('alternateEmail', 'Alternate e-mail', 'Contact', 'email', scalar('alternateEmail'), [
    'alternative email',
    'secondary email',
    'private email',
    'personal email',
  ]),
  row('recoveryEmail.address', 'Recovery e-mail', 'Contact', 'email', part('recoveryEmail', 'address'), ['recovery email', 'recoveryemail'], {
    use: 'create',
    source: 'In the create model only (documented); whether bulk updates take it is unknown, so they do not send it',
  }),
  text('managedAppleId', 'Managed Apple ID', 'Contact', ['apple id', 'managed apple account']),

  phone('mobile', 'Mobile phone', [
    'mobile',
    'mobile_number',
    'mobile number',
    'cell',
    'cell phone',
    'cellphone',
    'handy',
    'portable',
    'téléphone portable',
    'mobiltelefon',
  ]),
  phone('home', 'Home phone', ['home_number', 'home number', 'home telephone']),
  phone('work', 'Work phone', ['work_number', 'work number', 'business phone', 'office phone', 'telephone', 'phone number', 'telefon']),
  phone('work_mobile', 'Work mobile', ['work_mobile_number', 'work mobile number', 'business mobile', 'company mobile']),
  phone('work_fax', 'Work fax', ['work_fax_number', 'fax', 'fax number', 'business fax']),

  address('home', 'streetAddress', 'Home street', ['home_streetAddress', 'home street address', 'home address']),
  address('home', 'extendedAddress', 'Home address, second line', ['home_extendedAddress', 'home address 2']),
  address('home', 'poBox', 'Home PO box', ['home_poBox']),
  address('home', 'locality', 'Home city', ['home_city', 'home_locality', 'home town']),
  address('home', 'region', 'Home state or region', ['home_state', 'home_region', 'home province']),
  address('home', 'postalCode', 'Home postal code', ['home_postalCode', 'home zip', 'home postcode']),
  address('home', 'country', 'Home country', ['home_country']),
  address('work', 'streetAddress', 'Work street', ['work_streetAddress', 'work street address', 'work address', 'office address', 'business street']),
  address('work', 'extendedAddress', 'Work address, second line', ['work_extendedAddress', 'work address 2']),
  address('work', 'poBox', 'Work PO box', ['work_poBox']),
  address('work', 'locality', 'Work city', ['work_city', 'work_locality', 'office city', 'business city']),
  address('work', 'region', 'Work state or region', ['work_state', 'work_region', 'business state']),
  address('work', 'postalCode', 'Work postal code', ['work_postalCode', 'work zip', 'work postcode', 'business postal code']),
  address('work', 'country', 'Work country', ['work_country', 'office country', 'business country']),

  flag('account_locked', 'Account locked', 'Security', ['locked'], { sensitive: true }),
  flag('password_never_expires', 'Password never expires', 'Security'),
  flag('enable_user_portal_multifactor', 'MFA required for the user portal', 'Security', ['mfa required', 'require mfa'], { sensitive: true }),
  flag('mfa.configured', 'MFA configured', 'Security', [], { sensitive: true }),
  flag('mfa.exclusion', 'MFA exclusion', 'Security', ['mfa excluded'], { sensitive: true }),
  row('mfa.exclusionUntil', 'MFA exclusion until', 'Security', 'date-time', part('mfa', 'exclusionUntil'), ['mfa excluded until'], { sensitive: true }),
  row('mfa.exclusionDays', 'MFA exclusion days', 'Security', 'integer', part('mfa', 'exclusionDays'), ['enrollment days', 'enrollmentdays'], {
    rule: 'days',
    sensitive: true,
    source: `${spec}: at least 1; the PowerShell module allows 1 to 365 (observed)`,
  }),
  flag('disableDeviceMaxLoginAttempts', 'No lock after failed device logins', 'Security', [], { sensitive: true }),

  flag('sudo', 'Administrator on devices (sudo)', 'Device account', ['global administrator'], { sensitive: true }),
  flag('passwordless_sudo', 'Sudo without password', 'Device account', [], { sensitive: true }),
  flag('enable_managed_uid', 'Managed UID', 'Device account'),
  row('unix_uid', 'Unix UID', 'Device account', 'integer', scalar('unix_uid'), ['uid', 'uid number'], {
    rule: 'unix-id',
    source: `${spec}: at least 1; at most 4294967295 (observed in the PowerShell module)`,
  }),
  row('unix_guid', 'Unix GID', 'Device account', 'integer', scalar('unix_guid'), ['unix_gid', 'gid', 'gid number'], {
    rule: 'unix-id',
    source: `${spec}: at least 1; at most 4294967295 (observed in the PowerShell module); JumpCloud spells it unix_guid`,
  }),
  flag('allow_public_key', 'SSH with public key allowed', 'Device account'),
  row('public_key', 'SSH public key', 'Device account', 'text', scalar('public_key'), ['ssh key', 'ssh public key']),
  flag('ldap_binding_user', 'LDAP binding user', 'Device account', [], { sensitive: true }),
  flag('samba_service_user', 'Samba service user', 'Device account', [], { sensitive: true }),

  flag('externally_managed', 'Externally managed', 'External source', [], {
    sensitive: true,
    source: `${spec}; deprecated, and changing it rewrites restrictedFields`,
  }),
  row('external_dn', 'External DN', 'External source', 'text', scalar('external_dn'), ['distinguished name']),
  row('external_source_type', 'External source type', 'External source', 'text', scalar('external_source_type'), []),
  row('external_password_expiration_date', 'External password expires', 'External source', 'date-time', scalar('external_password_expiration_date'), []),
  row('delegatedAuthority.id', 'Delegated authority id', 'External source', 'text', part('delegatedAuthority', 'id'), [], { sensitive: true }),
  row('delegatedAuthority.name', 'Delegated authority', 'External source', 'choice', part('delegatedAuthority', 'name'), [], {
    sensitive: true,
    choices: { create: ['ActiveDirectory'], update: ['ActiveDirectory'] },
  }),
].map((field) => (field.key.startsWith('mfa.') && field.target.kind === 'scalar' ? { ...field, target: part('mfa', field.key.slice(4)) } : field))
