/** Which users of a job the address asks for: state, search and order. What is not understood there is skipped. */
import type { Show, SortKey, UsersView } from '#domain/jobs/job-users.ts'
import { shownStates } from '#domain/jobs/row-states.ts'

const sortKeys: readonly SortKey[] = ['line', 'user', 'state', 'message']

const sortOf = (text: string): UsersView['sort'] => {
  const [, key = '', direction] = /^([a-z]+)(-desc)?$/.exec(text) ?? []
  const known = sortKeys.find((each) => each === key)
  return known === undefined ? null : { key: known, isDescending: direction !== undefined }
}

/** Links of an earlier version name the users with a note “noted”. */
const showOf = (text: string): Show =>
  text === 'noted' ? 'flagged' : text === 'not-done' || shownStates.some((state) => state === text) ? (text as Show) : 'all'

export const viewOf = (params: URLSearchParams): UsersView => ({
  show: showOf(params.get('show') ?? 'all'),
  find: params.get('find') ?? '',
  sort: sortOf(params.get('sort') ?? ''),
})
