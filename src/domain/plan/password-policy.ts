/** Checks a password against the organization's own policy, as far as the policy can be checked from outside. */
import type { PasswordPolicy } from '../wire.ts'

export type { PasswordPolicy }

interface Rule {
  /** The demand in words, or null where the policy does not make it. */
  readonly demand: (policy: PasswordPolicy) => string | null
  readonly isMet: (password: string, policy: PasswordPolicy, username: string) => boolean
}

const when = (holds: boolean | undefined, words: string) => (holds === true ? words : null)

const rules: readonly Rule[] = [
  {
    demand: ({ enableMinLength, minLength }) => (enableMinLength !== false && minLength !== undefined ? `at least ${minLength} characters` : null),
    isMet: (password, { minLength = 0 }) => password.length >= minLength,
  },
  { demand: ({ needsLowercase }) => when(needsLowercase, 'a lower-case letter'), isMet: (password) => /\p{Ll}/u.test(password) },
  { demand: ({ needsUppercase }) => when(needsUppercase, 'an upper-case letter'), isMet: (password) => /\p{Lu}/u.test(password) },
  { demand: ({ needsNumeric }) => when(needsNumeric, 'a digit'), isMet: (password) => /\p{Nd}/u.test(password) },
  { demand: ({ needsSymbolic }) => when(needsSymbolic, 'a symbol'), isMet: (password) => /[^\p{L}\p{Nd}]/u.test(password) },
  {
    demand: ({ allowUsernameSubstring }) => when(allowUsernameSubstring === false, 'nothing of the username'),
    isMet: (password, _, username) => username === '' || !password.toLowerCase().includes(username.toLowerCase()),
  },
]

/** What the policy demands, in words. */
export const demandsOf = (policy: PasswordPolicy): string[] => rules.flatMap(({ demand }) => demand(policy) ?? [])

/** One sentence of what a password lacks, or null. The password itself is never part of it. */
export function passwordProblem(policy: PasswordPolicy, password: string, username: string): string | null {
  const lacking = rules.flatMap(({ demand, isMet }) => {
    const words = demand(policy)
    return words === null || isMet(password, policy, username) ? [] : [words]
  })
  return lacking.length === 0 ? null : `The password does not meet the organization’s policy: ${lacking.join(', ')}. Enter another one.`
}

/** What cannot be checked from outside, in words. */
export const uncheckedOf = ({ disallowCommonlyUsedPasswords, disallowSequentialOrRepetitiveChars, maxHistory }: PasswordPolicy): string[] => [
  ...(disallowSequentialOrRepetitiveChars === true ? ['which runs, such as 123 or aaa, JumpCloud refuses'] : []),
  ...(disallowCommonlyUsedPasswords === true ? ['whether it is a commonly used password'] : []),
  ...(maxHistory === undefined ? [] : [`whether it is one of the last ${maxHistory}`]),
]
