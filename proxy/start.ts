/** Puts the parts together: data directory, lock, simulator when there is no key, journal, proxy, server. */
import { join } from 'node:path'
import { ConfigError, type Config } from './config.ts'
import { testConnection } from './connection-test/test-connection.ts'
import { prepareDataDir } from './data-dir.ts'
import { holdKey, readKey, type Credentials } from './credentials.ts'
import { openUpstream, type UpstreamLimits } from './forward.ts'
import { openJournal, type Journal } from './journal.ts'
import { cannotWrite } from './journal-file.ts'
import { openLeases } from './leases.ts'
import { lockDataDir } from './lock.ts'
import { logged, logToStderr, type Log } from './log.ts'
import { knownOrganizations } from './organizations.ts'
import { makeSlots, type Proxy } from './pipeline.ts'
import { listen, makeServer } from './serve.ts'
import { updatesUnderWay } from './settling.ts'
import { startSimulator, type Simulator } from './simulator/server.ts'
import type { StaticFiles } from './static-files.ts'
import { readToken } from './token.ts'

export interface StartOptions {
  readonly newToken?: boolean
  readonly newDirectory?: boolean
  readonly files: StaticFiles | null
  readonly log?: Log
  /** For tests, which cannot wait for minutes. */
  readonly upstreamLimits?: Partial<UpstreamLimits>
}

export interface Rollcall {
  readonly port: number
  readonly token: string
  readonly simulator: Simulator | null
  stop(): Promise<void>
}

const version = '0.1.0'

/** Everything but the server: the handler is the same in `npm start` and in the development server. */
export async function startProxy(config: Config, env: Record<string, string | undefined>, options: Omit<StartOptions, 'files'>) {
  prepareDataDir(config.dataDir)
  const lock = await lockDataDir(config.dataDir)
  const key = readKey(config, env)
  const simulator =
    key === null
      ? await startSimulator({
          port: config.simulatorPort,
          dataFile: join(config.dataDir, 'simulator.json'),
          newDirectory: options.newDirectory ?? false,
          ...apiKeyOf(env),
        }).catch((error: unknown) => {
          throw portError(error, 'ROLLCALL_SIMULATOR_PORT', config.simulatorPort)
        })
      : null
  const credentials: Credentials = key ?? holdKey(simulator?.apiKey ?? '')
  const url = simulator?.url ?? config.upstreamUrl
  const upstream = logged(openUpstream(url, credentials, { limits: options.upstreamLimits, forwardProxy: config.forwardProxy }), options.log ?? logToStderr)
  const journal = openJournal(config.dataDir, config.upstream)
  checkDisk(journal, config.dataDir)
  const token = readToken(config.dataDir, options.newToken ?? false)
  const proxyOf = (port: number): Proxy => ({ ...parts, guard: { port, token } })
  const organizations = knownOrganizations(upstream, config.organizationId)
  const { forwardProxy, region } = config
  const keyEnding = key?.ending ?? null
  const parts: Omit<Proxy, 'guard'> = {
    upstream,
    journal,
    leases: openLeases({ sentBefore: updatesUnderWay(journal.list(), Date.now()) }),
    organizations,
    slots: makeSlots(),
    own: {
      config,
      host: new URL(url).host,
      keyEnding,
      version,
      testConnection: (named) =>
        testConnection({ url, forwardProxy }, { upstream, organizations, organizationId: config.organizationId ?? named, region, keyEnding }),
      sample: simulator === null ? null : (name, organizationId) => simulator.sample(name, organizationId),
    },
  }
  const stop = async () => {
    upstream.close()
    journal.close()
    await simulator?.stop()
    await new Promise<void>((resolve) => void lock.close(() => resolve()))
  }
  return { proxyOf, token, simulator, stop }
}

/** A disk that takes no line is found now, and not in the middle of a job. */
export function checkDisk(journal: Journal, dataDir: string) {
  try {
    journal.check()
  } catch (error) {
    throw cannotWrite(`The journal in ${dataDir}`, error)
  }
}

/** The whole of it, listening. */
export async function start(config: Config, env: Record<string, string | undefined>, options: StartOptions): Promise<Rollcall> {
  const { proxyOf, token, simulator, stop } = await startProxy(config, env, options)
  const server = makeServer(proxyOf, options.files)
  const port = await listen(server, config.port).catch(async (error: unknown) => {
    await stop()
    throw portError(error, 'ROLLCALL_PORT', config.port)
  })
  return {
    port,
    token,
    simulator,
    async stop() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      await stop()
    },
  }
}

/** For tests, which talk to the simulator themselves. */
const apiKeyOf = (env: Record<string, string | undefined>) => (env['ROLLCALL_SIMULATOR_KEY'] === undefined ? {} : { apiKey: env['ROLLCALL_SIMULATOR_KEY'] })

function portError(error: unknown, name: string, port: number): unknown {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? new ConfigError(`Port ${port} is taken by another program. Stop it, or set ${name} to a free port.`)
    : error
}
