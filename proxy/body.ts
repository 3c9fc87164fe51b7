/** Reads a request's body within its limit, and checks that a send is what it claims to be. */
import type { IncomingMessage } from 'node:http'
import { faultIn } from './json-check.ts'
import { refuse, RefusalError } from './refusal.ts'

const tooSlowMs = 15_000

/** The whole body, or a refusal before more than `limit` bytes are held. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new RefusalError(
    refuse('too-large', `The request is larger than ${Math.floor(limit / 1024).toLocaleString('en')} kB. Send fewer users at once.`),
  )
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(tooLarge)
      return
    }
    const chunks: Buffer[] = []
    let bytes = 0
    const timer = setTimeout(() => request.destroy(), tooSlowMs)
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= limit) chunks.push(chunk)
      else {
        chunks.length = 0
        reject(tooLarge)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('close', () => {
      clearTimeout(timer)
      reject(new RefusalError(refuse('body', 'The request ended early.')))
    })
  })
}

export const maxUsersPerRequest = 800

/** The users in the body of a send, a bare array of 1 to 800 objects: how many, and the ids that are named. */
export function usersIn(body: Buffer): { readonly count: number; readonly ids: readonly string[] } {
  const users = parse(body)
  if (!Array.isArray(users) || users.length === 0 || users.length > maxUsersPerRequest || !users.every(isObject))
    throw new RefusalError(refuse('body', `The body of a send is an array of 1 to ${maxUsersPerRequest} users.`))
  return { count: users.length, ids: users.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])) }
}

export function readObject(body: Buffer): Readonly<Record<string, unknown>> {
  const found = parse(body)
  if (!isObject(found)) throw new RefusalError(refuse('body', 'The body is a JSON object.'))
  return found
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The bytes go on as they came, so they must mean one thing only: whole UTF-8 without a mark in front, and JSON without doubles. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parse(body: Buffer): unknown {
  let fault: string | null
  try {
    const text = utf8.decode(body)
    fault = faultIn(text)
    if (fault === null) return JSON.parse(text) as unknown
  } catch {
    fault = 'The body is not JSON in UTF-8.'
  }
  throw new RefusalError(refuse('body', fault))
}
