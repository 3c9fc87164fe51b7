/** The catalogue is whole and unambiguous. */
import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { attributeNameIssue, fieldByKey, knownHeaders } from './field-lookup.ts'
import { normalizeHeader } from './normalize-header.ts'
import { notSentFor } from './not-sent.ts'

test('every field has a key and a target of its own', () => {
  const keys = catalogue.map(({ key }) => key)
  const targets = catalogue.map(({ target }) => JSON.stringify(target))
  expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(targets).size).toBe(targets.length)
})

test('no header means two fields', () => {
  const owners = new Map<string, string>()
  const clashes: string[] = []
  for (const { key, label, aliases } of catalogue) {
    for (const header of new Set([key, label, ...aliases].map(normalizeHeader))) {
      const other = owners.get(header)
      if (other !== undefined && other !== key) clashes.push(`${header}: ${other}, ${key}`)
      owners.set(header, key)
    }
  }
  expect(clashes).toEqual([])
})

test('no header is both a field and something that is not sent', () => {
  expect([...knownHeaders.keys()].filter((header) => notSentFor(header) !== undefined)).toEqual([])
})

/** The header of JumpCloud's own PowerShell template, without what bulk jobs cannot send. */
const powershell =
  'Username,FirstName,LastName,Password,Email,alternateEmail,recoveryEmail,manager,managedAppleId,middlename,preferredName,jobTitle,employeeIdentifier,department,costCenter,company,employeeType,description,location,home_streetAddress,home_city,home_state,home_postalCode,home_poBox,home_country,work_streetAddress,work_poBox,work_city,work_state,work_postalCode,work_country,mobile_number,home_number,work_number,work_mobile_number,work_fax_number,unix_guid,unix_uid,enable_user_portal_multifactor,EnrollmentDays,ldap_binding_user,account_locked,allow_public_key,enable_managed_uid,externally_managed,external_dn,external_source_type,passwordless_sudo,sudo,password_never_expires'.split(
    ',',
  )

test.each(powershell)('the PowerShell column %s is known', (header) => {
  expect(knownHeaders.get(normalizeHeader(header))).toBeDefined()
})

test.each(['Group1', 'group12', 'SystemID', 'Administrator', 'ldapserver_id', 'suspended', 'created'])(
  'the column %s is named as not sent, with the reason',
  (header) => {
    expect(knownHeaders.get(normalizeHeader(header))).toBeUndefined()
    expect(notSentFor(header)?.reason.length).toBeGreaterThan(20)
  },
)

test('JumpCloud’s sentences about attribute names hold here too', () => {
  expect(attributeNameIssue('badge2')).toBeNull()
  expect(attributeNameIssue('cost code')).toContain('only letters and digits')
  expect(attributeNameIssue('a'.repeat(32))).toContain('at most 31')
  expect(fieldByKey('attributes.badge')?.target).toEqual({ kind: 'attribute', name: 'badge' })
})
