/** The built app, from a list of exact paths made at the start: no request ever becomes a file name. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ConfigError } from './config.ts'
import { pageHeaders } from './response-headers.ts'

interface File {
  readonly body: Buffer
  readonly gzip: Buffer | null
  readonly headers: Readonly<Record<string, string>>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Addresses of the app's own screens; every one of them is the same page, and it says itself what no job has. No encoded dot or slash is a name. */
const screens = /^\/(?:drafts\/[\w-]{1,64}(?:\/(?:columns|review))?|jobs(?:\/(?!\.+$)(?:[\w.~-]|%(?!2[eEfF]|5[cC]|00)[0-9a-fA-F]{2}){1,200})?|users|settings)?$/

/** Addresses that somebody may have mistyped: no dot, and nothing encoded. */
const mistyped = /^\/[\w/~-]*$/

/**
 * Rollcall has no service worker. One that a program left behind which had this port before would answer in its place for ever; the browser
 * asks for its script again at the next visit, under whatever address it had, and this ends it.
 */
const lastServiceWorker = `addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(registration.unregister().then(() => clients.matchAll()).then((all) => Promise.all(all.map((each) => each.navigate(each.url))))))
`

export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => void

export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, File>()
  try {
    for (const path of walk(folder, '')) files.set(path, readFile(folder, path))
  } catch {
    throw new ConfigError('The app has not been built. Run npm start, which builds it first.')
  }
  const page = files.get('/index.html')
  if (page === undefined) throw new ConfigError('The app has not been built. Run npm start, which builds it first.')

  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const query = (request.url ?? '').slice(path.length)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerText(response, 405, 'Pages are only read.')
      return
    }
    if (request.headers['service-worker'] === 'script') {
      response.writeHead(200, { ...pageHeaders, 'content-type': types['.js'], 'cache-control': 'no-store' }).end(lastServiceWorker)
      return
    }
    const found = screens.test(path) ? page : query === '' ? files.get(path) : undefined
    // Somebody at a browser gets the app, which says that there is no such screen, and leads on.
    const isAsked = mistyped.test(path) && /\btext\/html\b/.test(String(request.headers.accept ?? ''))
    const file = found ?? (isAsked ? page : undefined)
    if (file === undefined) {
      answerText(response, 404, 'There is nothing at this address.')
      return
    }
    const zip = file.gzip !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    response.writeHead(found === undefined ? 404 : 200, { ...file.headers, ...(zip ? { 'content-encoding': 'gzip' } : {}) })
    response.end(request.method === 'HEAD' ? undefined : zip ? file.gzip : file.body)
  }
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text)
}

function readFile(folder: string, path: string): File {
  const body = readFileSync(join(folder, path))
  const type = types[extname(path)] ?? 'application/octet-stream'
  const isNamedByContent = path.startsWith('/assets/')
  const gzip = /text|svg/.test(type) && body.length > 1024 ? gzipSync(body, { level: 9 }) : null
  return {
    body,
    gzip,
    headers: {
      ...pageHeaders,
      vary: `${pageHeaders['vary'] ?? ''}, Accept-Encoding`,
      'content-type': type,
      'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  }
}

/** Every file below a folder but source maps, as a path that begins with a slash. */
function walk(folder: string, below: string): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = `${below}/${name}`
    // A link may lead out of the build: it is never followed.
    const found = lstatSync(join(folder, path))
    if (found.isDirectory()) return walk(folder, path)
    return !found.isFile() || name.endsWith('.map') || name.startsWith('.') ? [] : [path]
  })
}
