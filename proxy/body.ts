/** Reads a request's body within its limit, and checks that a send is what it claims to be. */
import type { IncomingMessage } from 'node:http'
import { refuse, RefusalError } from './refusal.ts'

const tooSlowMs = 30_000

/** The whole body, or a refusal before more than `limit` bytes are held. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new RefusalError(
    refuse('too-large', `The request is larger than ${Math.floor(limit / 1024).toLocaleString('en')} kB. Send fewer people at once.`),
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
      if (bytes > limit) reject(tooLarge)
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('close', () => {
      clearTimeout(timer)
      reject(new RefusalError(refuse('body', 'The request ended before it was whole.')))
    })
  })
}

export const maxUsersPerRequest = 800
const deepest = 12

/** The number of users in the body of a send: a bare array of 1 to 800 objects. */
export function countUsers(body: Buffer): number {
  const users = parse(body)
  if (
    !Array.isArray(users) ||
    users.length === 0 ||
    users.length > maxUsersPerRequest ||
    !users.every((user) => typeof user === 'object' && user !== null && !Array.isArray(user))
  )
    throw new RefusalError(refuse('body', `The body of a send is an array of 1 to ${maxUsersPerRequest} users.`))
  return users.length
}

export function checkJson(body: Buffer): void {
  const value = parse(body)
  if (typeof value !== 'object' || value === null) throw new RefusalError(refuse('body', 'The body is a JSON object.'))
}

function parse(body: Buffer): unknown {
  const text = body.toString('utf8')
  if (depthOf(text) > deepest) throw new RefusalError(refuse('body', 'The body is nested too deeply.'))
  try {
    return JSON.parse(text, (name, value: unknown) => {
      if (name === '__proto__') throw new Error('forbidden name')
      return value
    })
  } catch {
    throw new RefusalError(refuse('body', 'The body is not JSON.'))
  }
}

/** How deep brackets nest, outside of strings; without recursion, so that depth costs nothing. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at += 1
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '[' || char === '{') most = Math.max(most, (depth += 1))
    else if (char === ']' || char === '}') depth -= 1
  }
  return most
}
