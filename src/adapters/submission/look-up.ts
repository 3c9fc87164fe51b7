/** Finds the directory users whom the engine asks for, by id or by the name and address that a create was sent with. */
import type { SystemUser } from '#domain/wire.ts'
import { findUsers } from '../directory/read-directory.ts'
import { listUsers } from '../jumpcloud/client.ts'
import type { EngineParts } from './engine-model.ts'

export const lookUp: EngineParts['client']['lookUp'] = async (organizationId, { ids, names }, turn): Promise<readonly SystemUser[]> => {
  const texts = (of: 'username' | 'email') => names.map((name) => name[of]).filter((text) => text !== '')
  const wanted = { id: [...ids], username: texts('username'), email: texts('email'), employeeIdentifier: [] }
  return (await findUsers(organizationId, wanted, { turn })).users
}

export const probe: EngineParts['client']['probe'] = async (organizationId) => {
  await listUsers(organizationId, { limit: 1, skip: 0 })
}
