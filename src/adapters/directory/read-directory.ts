/** Reads the directory users whom some users could be, in as few requests as the API allows. */
import type { Wanted } from '#domain/directory/match.ts'
import type { SystemUser, WireList } from '#domain/wire.ts'
import { listUsers, pageLimit, searchUsers, type SearchFilter } from '../jumpcloud/client.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { runLanes } from './lanes.ts'
import { startPageReader, type ReadOptions, type ReadProgress } from './page-reader.ts'

export type { ReadOptions, ReadProgress }

export interface DirectoryReading {
  readonly users: readonly SystemUser[]
  readonly requests: number
  /** When the reading began, epoch milliseconds: nothing in it is older. */
  readonly readAt: number
  /** Whether everybody of the directory is among the users. */
  readonly isWhole: boolean
}

/**
 * Users a search. Each is asked for by every identifier, so that whoever else holds one of them is found too: an answer holds at most 100 users,
 * and the ten that are left are room for those others without a second page.
 */
const perSearch = 90

export async function findUsers(organizationId: string, wanted: readonly Wanted[], options: ReadOptions = {}): Promise<DirectoryReading> {
  const { signal, lanes = 4, everybody = false } = options
  const reader = startPageReader(organizationId, options)
  const page = (skip: number) => () => listUsers(organizationId, { limit: pageLimit, skip }, { signal })
  const groups = wanted.length <= pageLimit ? [wanted] : cut(wanted, perSearch)
  const isFew = groups.length <= 2 && !everybody
  const first = isFew ? null : await reader.askFirst('list 0', page(0))
  const pages = first === null ? Number.POSITIVE_INFINITY : Math.ceil(first.totalCount / pageLimit)
  const isWhole = first !== null && (everybody || pages - 1 <= groups.length)
  if (first !== null && isWhole) {
    reader.expect(pages)
    await readPages(first, (skip) => reader.ask(`list ${skip}`, page(skip)), lanes)
  } else if (wanted.length > 0) {
    reader.expect((isFew ? 0 : 1) + groups.length)
    await runLanes(groups, lanes, (group) => searchFor(group))
  }
  return { ...reader.end(), isWhole }

  async function searchFor(group: readonly Wanted[]): Promise<void> {
    const filter = filterFor(group)
    const name = `search ${JSON.stringify(filter)}`
    const search = (skip: number) => reader.ask(`${name} ${skip}`, () => searchUsers(organizationId, filter, { limit: pageLimit, skip }, { signal }))
    let page: WireList<SystemUser>
    try {
      page = await search(0)
    } catch (error) {
      // How large a filter may be is stated nowhere: one that is refused is asked in halves.
      if (group.length < 2 || !(error instanceof ApiError && (error.kind === 'rejected' || error.kind === 'too-large'))) throw error
      const half = Math.ceil(group.length / 2)
      await searchFor(group.slice(0, half))
      return searchFor(group.slice(half))
    }
    await readOn(page, search)
  }
}

const cut = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))

const incomplete = (stated: number, held: number) => new ApiError('unreadable', `JumpCloud states ${stated} users and gave ${held}. Read again.`)

/** Every further page, a few at a time; a page that comes short is read on until its hundred is held. */
async function readPages({ totalCount, results }: WireList<SystemUser>, read: (skip: number) => Promise<WireList<SystemUser>>, lanes: number): Promise<void> {
  const starts = Array.from({ length: Math.max(0, Math.ceil((totalCount - results.length) / pageLimit)) }, (_, index) => results.length + index * pageLimit)
  await runLanes(starts, lanes, async (start) => {
    const end = Math.min(start + pageLimit, totalCount)
    for (let at = start; at < end;) {
      const page = await read(at)
      if (page.results.length === 0) throw incomplete(totalCount, at)
      at += page.results.length
    }
  })
}

/** Reads on until the count that JumpCloud states is held; a page that comes short before is not the end (rule 11's spirit, for users). */
async function readOn(first: WireList<SystemUser>, read: (skip: number) => Promise<WireList<SystemUser>>): Promise<void> {
  let held = first.results.length
  let page = first
  while (held < page.totalCount) {
    page = await read(held)
    if (page.results.length === 0) throw incomplete(page.totalCount, held)
    held += page.results.length
  }
}

/** The documented form `{ or: [...] }`; names without case, by an anchored expression (observed). */
const filterFor = (wanted: readonly Wanted[]): SearchFilter => ({
  or: wanted.flatMap(({ id, ...names }) => [
    ...(id === undefined ? [] : [{ _id: { $eq: id.toLowerCase() } }]),
    ...Object.entries(names).map(([name, text]) => ({ [name]: { $regex: name === 'employeeIdentifier' ? withAnyZeros(text) : withoutCase(text) } })),
  ]),
})

const withoutCase = (text: string): string => `(?i)^${text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}$`

/** A spreadsheet takes the zeros off a number: who has it with them must be found, or a second account would be made. */
const withAnyZeros = (text: string): string => (/^\d+$/.test(text) ? `(?i)^0*${text.replace(/^0+(?=\d)/, '')}$` : withoutCase(text))
