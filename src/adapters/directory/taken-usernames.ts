/** Which usernames the directory has already, so that new ones can be numbered. */
import { findUsers } from './read-directory.ts'

/** The next numbers of a name are asked for with it: one search answers for all of them. */
const numbers = ['', '2', '3', '4', '5']

export async function readTakenUsernames(organizationId: string, names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const wanted = names.flatMap((name) => numbers.map((number) => ({ username: `${name}${number}` })))
  const { users } = await findUsers(organizationId, wanted, { signal })
  return new Set(users.map(({ username = '' }) => username.toLowerCase()))
}
