/** Somebody else's page, and an upstream that remembers what reached it: what the attacks in a real browser are made of. */
import type { Page } from '@playwright/test'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

const organization = { _id: 'ab'.repeat(12), displayName: 'Acme' }

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; port: number; stop: () => Promise<void> }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0, stop }
}

export interface Upstream {
  readonly url: string
  /** Method and address of every request that arrived. */
  readonly seen: string[]
  stop(): Promise<void>
}

export async function startUpstream(): Promise<Upstream> {
  const seen: string[] = []
  const { port, stop } = await listen(({ method, url }, response) => {
    seen.push(`${method} ${url}`)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(url?.startsWith('/api/organizations') === true ? { totalCount: 1, results: [organization] } : { totalCount: 0, results: [] }))
  })
  return { url: `http://127.0.0.1:${port}`, seen, stop }
}

export interface Attacker {
  readonly port: number
  /** Method and address of every request that arrived. */
  readonly seen: string[]
  stop(): Promise<void>
}

/** Serves an empty page under any name, and a script, with nothing that would hold the attack back. */
export async function startAttacker(script = ''): Promise<Attacker> {
  const seen: string[] = []
  const { port, stop } = await listen(({ method, url }, response) => {
    seen.push(`${method} ${url}`)
    const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' }
    if (url?.endsWith('.js') === true) response.writeHead(200, { ...open, 'content-type': 'text/javascript' }).end(script)
    else response.writeHead(200, { ...open, 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body></body>')
  })
  return { port, seen, stop }
}

interface Target {
  readonly victim: string
  readonly token: string
}
type Outcomes = Record<string, string>

/** Tries every way to reach another origin from the attacking page, and answers what came of each. */
export async function attackFrom(page: Page, target: Target): Promise<Outcomes> {
  const found = await Promise.all([page.evaluate(withElements, target), page.evaluate(withRequests, target), page.evaluate(withSockets, target)])
  return Object.assign({}, ...found, await page.evaluate(withFrames, target)) as Outcomes
}

/** Runs in the page: elements that load something; `loaded` only where the browser let it be used. */
async function withElements({ victim }: Target): Promise<Outcomes> {
  const outcomes: Outcomes = {}
  const users = `${victim}/api/systemusers`
  const element = (name: string, tag: string, properties: Record<string, string>) =>
    new Promise<void>((resolve) => {
      const made = Object.assign(document.createElement(tag), properties)
      const end = (outcome: string) => () => {
        outcomes[name] ??= outcome
        resolve()
      }
      made.onload = end('loaded')
      made.onerror = end('blocked')
      setTimeout(end('blocked'), 1_500)
      document.body.append(made)
    })
  await Promise.all([
    element('image of the API', 'img', { src: users }),
    element('image of the icon', 'img', { src: `${victim}/favicon.svg` }),
    element('script of the API', 'script', { src: `${victim}/rollcall/status` }),
    element('script of the app', 'script', { src: `${victim}/theme.js` }),
    element('module of the app', 'script', { type: 'module', src: `${victim}/theme.js` }),
    element('style of the API', 'link', { rel: 'stylesheet', href: users }),
    element('video of the API', 'video', { src: users }),
    import(/* @vite-ignore */ `${victim}/theme.js`).then(
      () => void (outcomes['import'] = 'loaded'),
      () => void (outcomes['import'] = 'blocked'),
    ),
  ])
  return outcomes
}

/** Runs in the page: requests by script, and beacons. */
async function withRequests({ victim, token }: Target): Promise<Outcomes> {
  const outcomes: Outcomes = {}
  const send = JSON.stringify([{ username: 'evil', email: 'evil@evil.test' }])
  const bulk = `${victim}/api/v2/bulk/users`
  const users = `${victim}/api/systemusers`
  const fetched = async (name: string, url: string, init: RequestInit) => {
    outcomes[name] = await fetch(url, init).then(
      async (response) => (response.type === 'opaque' ? 'blocked' : `read: ${response.status} ${await response.text()}`),
      () => 'blocked',
    )
  }
  await Promise.all([
    fetched('plain fetch', users, { credentials: 'include' }),
    fetched('fetch without CORS', users, { mode: 'no-cors', credentials: 'include' }),
    fetched('fetch with the token', users, { headers: { 'x-rollcall-token': token } }),
    fetched('fetch of the page', `${victim}/`, {}),
    fetched('send without CORS', bulk, { method: 'POST', mode: 'no-cors', body: send, headers: { 'content-type': 'text/plain' } }),
    fetched('send as JSON', bulk, { method: 'POST', body: send, headers: { 'content-type': 'application/json' } }),
    fetched('send with everything', bulk, {
      method: 'POST',
      body: send,
      headers: {
        'content-type': 'application/json',
        'x-rollcall-token': token,
        'x-rollcall-submission': 'key-of-an-evil-page',
        'x-rollcall-organization': 'ab'.repeat(12),
      },
    }),
    fetched('update', bulk, { method: 'PATCH', body: send, headers: { 'content-type': 'application/json', 'x-rollcall-token': token } }),
  ])
  for (const type of ['text/plain', 'application/json'])
    try {
      navigator.sendBeacon(bulk, new Blob([send], { type }))
    } catch {
      // A browser may refuse the type at once.
    }
  return outcomes
}

/** Runs in the page: connections that stay open. */
async function withSockets({ victim }: Target): Promise<Outcomes> {
  const outcomes: Outcomes = {}
  const users = `${victim}/api/systemusers`
  await Promise.all([
    new Promise<void>((resolve) => {
      const source = new EventSource(users)
      source.onopen = () => void (outcomes['event source'] = 'open')
      source.onerror = () => {
        outcomes['event source'] ??= 'blocked'
        source.close()
        resolve()
      }
    }),
    new Promise<void>((resolve) => {
      const socket = new WebSocket(users.replace('http', 'ws'))
      socket.onopen = () => void (outcomes['web socket'] = 'open')
      socket.onclose = () => {
        outcomes['web socket'] ??= 'blocked'
        resolve()
      }
    }),
  ])
  return outcomes
}

/** Runs in the page: the app in a frame, and forms sent into frames. */
async function withFrames({ victim }: Target): Promise<Outcomes> {
  const bulk = `${victim}/api/v2/bulk/users`
  const frame = Object.assign(document.createElement('iframe'), { name: 'framed', src: `${victim}/` })
  document.body.append(frame)
  for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const sink = Object.assign(document.createElement('iframe'), { name: `sink-${enctype}` })
    const form = Object.assign(document.createElement('form'), { method: 'post', action: bulk, enctype, target: sink.name })
    form.append(Object.assign(document.createElement('input'), { name: '[{"username":"evil","x":"', value: '"}]' }))
    document.body.append(sink, form)
    form.submit()
  }
  await new Promise<void>((resolve) => void setTimeout(resolve, 1_500))
  try {
    return { frame: (frame.contentDocument?.body.innerHTML ?? '') === '' ? 'blocked' : 'read' }
  } catch {
    return { frame: 'blocked' }
  }
}
