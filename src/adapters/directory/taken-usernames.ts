/** Which usernames the directory has already, so that new ones can be numbered, and who has one already. */
import { findUsers } from './read-directory.ts'

/** The next numbers of a name are asked for with it: one search answers for all of them. */
const numbers = ['', '2', '3', '4', '5']

export interface UsernamesInUse {
  readonly isTaken: (username: string) => boolean
  /** The username of the directory user who has an email. */
  readonly usernameOf: (email: string) => string | undefined
}

export interface NewUsernames {
  readonly names: readonly string[]
  /** Of the users whom they are for: who has one in the directory keeps the username that is there. */
  readonly emails: readonly string[]
}

export async function readTakenUsernames(organizationId: string, { names, emails }: NewUsernames, signal: AbortSignal): Promise<UsernamesInUse> {
  const wanted = [...names.flatMap((name) => numbers.map((number) => ({ username: `${name}${number}` }))), ...emails.map((email) => ({ email }))]
  const { users } = await findUsers(organizationId, wanted, { signal })
  const taken = new Set(users.map(({ username = '' }) => username.toLowerCase()))
  const byEmail = new Map(
    users.flatMap(({ email, username }) => (email === undefined || username === undefined ? [] : [[email.toLowerCase(), username] as const])),
  )
  return { isTaken: (name) => taken.has(name), usernameOf: (email) => byEmail.get(email.trim().toLowerCase()) }
}
