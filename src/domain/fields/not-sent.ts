/** Columns that administrators know from JumpCloud's own files and answers, and that a bulk job cannot send. */
import { normalizeHeader } from './normalize-header.ts'

export interface NotSent {
  readonly name: string
  /** Against a header after `normalizeHeader`. */
  readonly pattern: RegExp
  /** One sentence: why not, and what to do instead. */
  readonly reason: string
}

const readOnly = 'JumpCloud sets this itself; bulk jobs ignore or refuse it.'

/** Sources: the PowerShell module's CSV columns (observed), and what POST ignores or refuses (observed in JumpCloud's own notes). */
export const notSent: readonly NotSent[] = [
  {
    name: 'User group',
    pattern: /^(user)?groups?\d*$|^memberof$/,
    reason: 'Bulk jobs cannot set group memberships. Add the users to their groups in JumpCloud after the job.',
  },
  { name: 'SystemID', pattern: /^(systemid|deviceid)$/, reason: 'Bulk jobs cannot bind devices. Bind the device in JumpCloud after the job.' },
  {
    name: 'Administrator',
    pattern: /^(administrator|admin)$/,
    reason: 'It makes a user administrator of one bound device, and bulk jobs cannot bind devices.',
  },
  { name: 'LDAP server', pattern: /^ldapserver(id)?$/, reason: 'Bulk jobs cannot bind users to an LDAP server. “LDAP binding user” can be sent.' },
  { name: 'Suspended', pattern: /^suspended$/, reason: 'The older twin of State, and the two can conflict. Use State with SUSPENDED or ACTIVATED.' },
  {
    name: 'Organization id',
    pattern: /^(organi[sz]ation|organi[sz]ationid|orgid)$/,
    reason: 'Users go to the organization named at the top; a file cannot name another.',
  },
  { name: 'SSH keys', pattern: /^sshkeys$/, reason: 'A list of named keys does not fit one cell. “SSH public key” can be sent.' },
  { name: 'Tags', pattern: /^tags$/, reason: 'JumpCloud has retired tags.' },
  { name: 'Relationships', pattern: /^relationships$/, reason: 'JumpCloud refuses relationships on a bulk create. Use Manager.' },
  { name: 'Restricted fields', pattern: /^restrictedfields$/, reason: 'It is set by the directory that manages the user.' },
  { name: 'Local user account', pattern: /^(systemusername|localuseraccount)$/, reason: 'It is not among the attributes that bulk jobs accept.' },
  {
    name: 'Result of a job',
    // Earlier versions wrote "status".
    pattern: /^result(user|outcome|status|message|jumpcloudjobid|linenumber)$/,
    reason: 'Rollcall wrote it into an export: what came of the row in an earlier job.',
  },
  {
    name: 'Read-only value',
    pattern:
      /^(created|creationsource|passworddate|passwordexpirationdate|passwordexpired|accountlockeddate|badloginattempts|totpenabled|mfaenrollment|mfadata)$/,
    reason: readOnly,
  },
]

export const notSentFor = (header: string): NotSent | undefined => {
  const name = normalizeHeader(header)
  return notSent.find(({ pattern }) => pattern.test(name))
}
