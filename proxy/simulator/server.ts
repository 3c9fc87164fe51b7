/** The simulator: a local JumpCloud on a port of its own. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { control, sample } from './control.ts'
import type { SimAnswer, SimRequest } from './exchange.ts'
import { answer } from './router.ts'
import { seedOrganization } from './seed.ts'
import { readSpecification, type Specification } from './specification.ts'
import { defaultStartMs, openState } from './state.ts'

export interface SimulatorOptions {
  readonly port?: number
  /** Where users and jobs are kept over a restart; in memory only without it. */
  readonly dataFile?: string
  /** Users of the first organization. */
  readonly users?: number
  readonly seed?: number
  /** Users that a job works off in a second. */
  readonly rate?: number
  /** How many organizations there are at first. */
  readonly organizations?: number
  readonly newDirectory?: boolean
  readonly apiKey?: string
}

export interface Simulator {
  readonly url: string
  readonly port: number
  readonly apiKey: string
  /** A key that may look and not change. */
  readonly readOnlyKey: string
  sample(name: string, organizationId: string): Promise<string>
  stop(): Promise<void>
}

export const defaults = { users: 500, seed: 42, rate: 250 } as const

export function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const state = openState(options.dataFile, options.newDirectory ?? false)
  if (state.organizations.size === 0) {
    const { users = defaults.users, seed = defaults.seed, rate = defaults.rate, organizations = 1 } = options
    for (let index = 0; index < organizations; index += 1) {
      const made = seedOrganization(index === 0 ? 'Acme' : `Acme ${index + 1}`, users, seed + index, rate, defaultStartMs)
      state.organizations.set(made.id, made)
    }
    state.save()
  }
  const folder = process.env['ROLLCALL_API_SPEC'] ?? ''
  const specification = folder === '' ? null : readSpecification(folder)
  const apiKey = options.apiKey ?? `sim_${randomBytes(16).toString('hex')}`
  const readOnlyKey = `${apiKey}_readonly`
  const unlistedKey = `${apiKey}_nolist`

  const server = createServer((request, response) => {
    handle(request)
      .then((found) => write(response, found))
      .catch((error: unknown) => write(response, error instanceof SyntaxError ? notJson : { kind: 'json', status: 500, body: { message: String(error) } }))
  })

  async function handle(request: IncomingMessage): Promise<SimAnswer | 'login'> {
    const key = request.headers['x-api-key']
    // Without any key JumpCloud answers with a redirect to its login page, with a wrong one with 401 (measured by a third party).
    if (key === undefined) return new URL(request.url ?? '/', 'http://simulator').pathname === '/login' ? loginPage : 'login'
    if (key !== apiKey && key !== readOnlyKey && key !== unlistedKey)
      return { kind: 'json', status: 401, body: { error: 'Unauthorized', message: 'Unauthorized: api key user not found' } }
    const url = new URL(request.url ?? '/', 'http://simulator')
    const text = await read(request)
    const type = request.headers['content-type'] ?? ''
    if (text !== '' && !/^application\/json(?:;|$)/i.test(type))
      return { kind: 'json', status: 415, body: { code: 415, message: 'The content type must be application/json', status: 'INVALID_ARGUMENT' } }
    const organizationId = request.headers['x-org-id']
    const creationSource = request.headers['creation-source']
    const sim: SimRequest = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      organizationId: typeof organizationId === 'string' ? organizationId : undefined,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      isReadOnly: key === readOnlyKey,
      mayNotList: key === unlistedKey,
      bytes: Buffer.byteLength(text),
      creationSource: Array.isArray(creationSource) ? creationSource.join() : creationSource,
    }
    if (url.pathname.startsWith('/simulator/')) return control(sim, state, state.now())
    const found = answer(sim, state, state.now())
    return specification === null ? found : (against(specification, sim, found, request) ?? found)
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      resolve({
        port,
        url: `http://127.0.0.1:${port}`,
        apiKey,
        readOnlyKey,
        sample: (name, organizationId) => Promise.resolve(sample(state, name, organizationId)),
        stop: () =>
          new Promise((done) => {
            state.save()
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}

/**
 * Whatever the published specification does not know becomes a 500 that says so. Tests send wrong requests on purpose, with the `fetch` of Node: of
 * those only the answers are held against it.
 */
function against(specification: Specification, request: SimRequest, found: SimAnswer, { headers }: IncomingMessage): SimAnswer | null {
  if (found.kind !== 'json' || found.isOdd === true) return null
  const { method, path, query, body } = request
  const isOfTest = headers['user-agent'] === 'node'
  const inRequest = isOfTest ? null : specification.requestProblem({ method, path, query, body })
  const problem = inRequest ?? specification.answerProblem({ method, path, status: found.status, answer: found.body })
  if (problem === null) return null
  const message = `Against the specification, ${method} ${path}: ${problem}`
  process.stderr.write(`${message}\n`)
  return { kind: 'json', status: 500, body: { message } }
}

const notJson: SimAnswer = { kind: 'json', status: 400, body: { code: 400, message: 'The request body is not valid JSON', status: 'INVALID_ARGUMENT' } }

const loginPage: SimAnswer = { kind: 'html', status: 200, body: '<!doctype html><html><head><title>JumpCloud Console</title></head><body>Log in</body></html>' }

function write(response: ServerResponse, found: SimAnswer | 'login') {
  if (found === 'login') response.writeHead(302, { location: '/login' }).end()
  else if (found.kind === 'cut') response.destroy()
  else if (found.kind === 'html') response.writeHead(found.status, { 'content-type': 'text/html' }).end(found.body)
  else response.writeHead(found.status, { 'content-type': 'application/json', ...found.headers }).end(JSON.stringify(found.body))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
