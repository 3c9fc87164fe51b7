/** Finds the directory users whom the engine asks for, by id or by the name and address that a create was sent with. */
import type { SystemUser } from '#domain/wire.ts'
import { findUsers } from '../directory/read-directory.ts'
import { engineWaits } from '../jumpcloud/pace.ts'
import { listUsers } from '../jumpcloud/client.ts'
import type { EngineDependencies } from './engine-model.ts'

export const lookup: EngineDependencies['client']['lookup'] = async (organizationId, { ids, names }, pace, onUsers): Promise<readonly SystemUser[]> => {
  const known = (name: (typeof names)[number]) => Object.fromEntries(Object.entries(name).filter(([, text]) => text !== ''))
  const wanted = [...ids.map((id) => ({ id })), ...names.map(known)]
  return (await findUsers(organizationId, wanted, { pace, lanes: 1, tries: 1, mostWaits: engineWaits, ...(onUsers === undefined ? {} : { onUsers }) })).users
}

export const probe: EngineDependencies['client']['probe'] = async (organizationId) => {
  await listUsers(organizationId, { limit: 1, skip: 0 })
}
