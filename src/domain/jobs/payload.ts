/** Changes → the body of one user in a bulk request: only what changed, and arrays whole, because JumpCloud replaces them whole. */
import { userId } from '../directory/match.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field } from '../fields/field.ts'
import { wayToClear } from '../fields/clear.ts'
import { parseCell } from '../fields/parse-cell.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser, WireAddress, WireAttribute, WireMfa, WirePhone } from '../wire.ts'
import type { Change } from '../plan/plan-model.ts'
import { withEnrollment } from './enrollment.ts'

/** The attributes that JumpCloud replaces whole (observed in its PowerShell module, which merges them before each update). */
export const wholeArrays = ['phoneNumbers', 'addresses', 'attributes'] as const
export type WholeArray = (typeof wholeArrays)[number]

interface Present {
  readonly phoneNumbers: readonly WirePhone[]
  readonly addresses: readonly WireAddress[]
  readonly attributes: readonly WireAttribute[]
}

type Arrays = { -readonly [Name in WholeArray]?: Present[Name] }

const nothing: Present = { phoneNumbers: [], addresses: [], attributes: [] }

/** The body of a create. `at` is the moment from which days of enrollment count, epoch milliseconds. */
export const createPayload = (changes: readonly Change[], at: number | null = null): BulkUserCreate => bodyOf(changes, nothing, null, at)

/** `user` is the directory's present state of the user; its arrays are merged with the changes, never replaced by them. */
export function updatePayload(user: SystemUser, changes: readonly Change[], at: number | null = null): BulkUserUpdate {
  return { id: userId(user), ...bodyOf(changes, arraysOf(user), user, at) }
}

/** A user's arrays as they may be sent: without the element ids, which JumpCloud refuses (observed for POST). */
export function arraysOf(user: SystemUser): Present {
  return {
    phoneNumbers: (user.phoneNumbers ?? []).map(({ id: _, _id: __, ...rest }) => rest),
    addresses: (user.addresses ?? []).map(({ id: _, _id: __, ...rest }) => rest),
    attributes: (user.attributes ?? []).map(({ _id: _, ...rest }) => rest),
  }
}

function bodyOf(changes: readonly Change[], present: Present, user: SystemUser | null, at: number | null): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  const arrays: Arrays = {}
  for (const { field: key, after, clears, awaits } of changes) {
    const field = fieldByKey(key)
    // Who is created in the same job has no id yet: that manager is set in the second phase.
    if (field === undefined || awaits !== undefined) continue
    if (clears === true) {
      putClear(body, arrays, present, user, field)
      continue
    }
    const parsed = parseCell(field, after)
    if (parsed.kind !== 'value') continue
    const { target } = field
    switch (target.kind) {
      case 'id':
        break
      case 'scalar':
        body[target.name] = parsed.value
        break
      case 'object':
        body[target.name] = { ...wholeObject(user, target.name), ...(body[target.name] as object | undefined), [target.part]: parsed.value }
        break
      case 'phone':
        arrays.phoneNumbers = putPhone(arrays.phoneNumbers ?? present.phoneNumbers, target.type, after)
        break
      case 'address':
        arrays.addresses = putAddress(arrays.addresses ?? present.addresses, target.type, target.part, after)
        break
      case 'attribute':
        arrays.attributes = putAttribute(arrays.attributes ?? present.attributes, target.name, after)
        break
    }
  }
  const { mfa } = body as { mfa?: WireMfa }
  return { ...body, ...(mfa === undefined ? {} : { mfa: withEnrollment(mfa, { changes, user, from: at }) }), ...arrays }
}

function putClear(body: Record<string, unknown>, arrays: Arrays, present: Present, user: SystemUser | null, field: Field) {
  const way = wayToClear(field)
  if (way.kind === 'impossible') return
  const { target } = field
  const nothingThere = way.kind === 'null' ? null : ''
  switch (target.kind) {
    case 'id':
      break
    case 'scalar':
      body[target.name] = nothingThere
      break
    case 'object':
      body[target.name] = { ...wholeObject(user, target.name), ...(body[target.name] as object | undefined), [target.part]: nothingThere }
      break
    case 'phone':
      arrays.phoneNumbers = (arrays.phoneNumbers ?? present.phoneNumbers).filter(({ type }) => type !== target.type)
      break
    case 'address':
      arrays.addresses = (arrays.addresses ?? present.addresses).flatMap((address) => {
        if (address.type !== target.type) return [address]
        const rest = { ...address, [target.part]: '' }
        // An address of which nothing is left goes altogether.
        return Object.entries(rest).some(([part, text]) => part !== 'type' && text !== '') ? [rest] : []
      })
      break
    case 'attribute':
      arrays.attributes = (arrays.attributes ?? present.attributes).filter(({ name }) => name !== target.name)
      break
  }
}

/** Whether objects are replaced or merged upstream is unknown: the present parts go along, so that either gives the same. */
function wholeObject(user: SystemUser | null, name: string): object {
  const whole = user === null ? undefined : (user as Readonly<Record<string, unknown>>)[name]
  return typeof whole === 'object' && whole !== null
    ? Object.fromEntries(Object.entries(whole).filter(([part, value]) => value !== null && partsThatCanBeSent(name).includes(part)))
    : {}
}

const partsThatCanBeSent = (name: string): readonly string[] =>
  name === 'mfa' ? ['configured', 'exclusion', 'exclusionUntil', 'exclusionDays'] : name === 'delegatedAuthority' ? ['id', 'name'] : []

/** Replaces the first of a type; a further one of the same type, which the directory may hold, stays. */
function putFirst<T>(list: readonly T[], isIt: (item: T) => boolean, put: (item: T | undefined) => T): T[] {
  const at = list.findIndex(isIt)
  return at < 0 ? [...list, put(undefined)] : list.map((item, index) => (index === at ? put(item) : item))
}

const putPhone = (list: readonly WirePhone[], type: string, number: string) =>
  putFirst(
    list,
    (phone) => phone.type === type,
    (phone) => ({ ...phone, type, number }),
  )
const putAddress = (list: readonly WireAddress[], type: string, part: string, text: string) =>
  putFirst(
    list,
    (address) => address.type === type,
    (address) => ({ ...address, type, [part]: text }),
  )
const putAttribute = (list: readonly WireAttribute[], name: string, value: string) =>
  putFirst(
    list,
    (attribute) => attribute.name === name,
    (attribute) => ({ ...attribute, name, value }),
  )

/** The whole arrays that an update body sends, by name. */
export const arraysSent = (payload: BulkUserUpdate): WholeArray[] => wholeArrays.filter((name) => payload[name] !== undefined)
