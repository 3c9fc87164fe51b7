/** Environment → configuration; a wrong value stops the start with one sentence that says what to do. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { forwardProxyFor, type ForwardProxy } from './forward-proxy.ts'

export { ConfigError }

export type Upstream = 'simulator' | 'us' | 'eu' | 'in' | 'other'

export interface Config {
  readonly port: number
  readonly simulatorPort: number
  readonly dataDir: string
  readonly upstream: Upstream
  readonly region: string
  /** Base address of JumpCloud; '' until the simulator has started. */
  readonly upstreamUrl: string
  readonly organizationId: string | null
  /** What HTTPS_PROXY and NO_PROXY come to for this upstream; null for a direct connection. */
  readonly forwardProxy: ForwardProxy | null
  /** Where the key is read from; null means: no key, so the simulator. */
  readonly keySource: { readonly kind: 'environment' } | { readonly kind: 'file'; readonly path: string } | null
}

/** Hosts by region (documented for us and eu, observed for in). */
const regions = {
  us: { region: 'US', url: 'https://console.jumpcloud.com' },
  eu: { region: 'EU', url: 'https://console.eu.jumpcloud.com' },
  in: { region: 'India', url: 'https://console.in.jumpcloud.com' },
} as const

type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(env: Environment): Config {
  refuseLeaks(env)
  const keySource = readKeySource(env)
  const region = given(env, 'JUMPCLOUD_REGION')?.toLowerCase()
  if (region !== undefined && !(region in regions)) throw new ConfigError(`JUMPCLOUD_REGION is ${shown(region)}. Set it to us, eu or in.`)
  const url = given(env, 'JUMPCLOUD_API_URL')
  if (keySource !== null && region === undefined && url === undefined)
    throw new ConfigError('An API key is set and JUMPCLOUD_REGION is not. Keys belong to one region: set JUMPCLOUD_REGION to us, eu or in.')
  const other = url === undefined ? null : loopback(url)
  const chosen = regions[(region ?? 'us') as keyof typeof regions]
  const upstream: Pick<Config, 'upstream' | 'region' | 'upstreamUrl'> =
    keySource === null
      ? { upstream: 'simulator', region: 'Simulator', upstreamUrl: '' }
      : other === null
        ? { upstream: region as 'us' | 'eu' | 'in', region: chosen.region, upstreamUrl: chosen.url }
        : { upstream: 'other', region: 'Other', upstreamUrl: other }
  return {
    port: port(env, 'ROLLCALL_PORT', 4820),
    simulatorPort: port(env, 'ROLLCALL_SIMULATOR_PORT', 4821),
    dataDir: resolve(given(env, 'ROLLCALL_DATA_DIR') ?? join(homedir(), '.rollcall')),
    organizationId: organizationId(env),
    keySource,
    ...upstream,
    forwardProxy: forwardProxyFor(upstream.upstreamUrl, env),
  }
}

/** Settings of Node and Vite that would hand the key to somebody else. */
function refuseLeaks(env: Environment) {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new ConfigError('NODE_TLS_REJECT_UNAUTHORIZED=0 would send your API key to any machine that answers for JumpCloud. Remove it and start again.')
  if (/\b(?:https?|http2?|tls|net|stream)\b|\*/i.test(env['NODE_DEBUG'] ?? ''))
    throw new ConfigError('NODE_DEBUG would print your API key with every request. Remove it and start again.')
  if (env['NODE_OPTIONS']?.includes('--tls-keylog') === true)
    throw new ConfigError('NODE_OPTIONS has --tls-keylog in it, which lets others read what is sent to JumpCloud. Remove it and start again.')
  refuseKeysInPage(env)
}

/** Vite builds what begins with VITE_ into the page; the value is never shown. */
export function refuseKeysInPage(env: Environment) {
  const key = given(env, 'JUMPCLOUD_API_KEY')
  const isSecret = (name: string, value: string) =>
    /KEY|TOKEN|SECRET|PASSW/i.test(name) || value.startsWith('jca_') || (key !== undefined && value.includes(key))
  const found = Object.entries(env).find(([name, value]) => name.startsWith('VITE_') && value !== undefined && value !== '' && isSecret(name, value.trim()))
  if (found !== undefined)
    throw new ConfigError(
      `${found[0]} begins with VITE_, so it would be built into the page, where anyone can read it. Rename it to JUMPCLOUD_API_KEY and start again.`,
    )
}

/** A value that somebody may have put into the wrong variable is shown only where it is too short for a key. */
const shown = (text: string): string => (text.length <= 12 ? `“${text.replaceAll(/[^\x20-\x7E]/g, '?')}”` : `${text.length} characters long`)

const given = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? undefined : value
}

function readKeySource(env: Environment): Config['keySource'] {
  const path = given(env, 'JUMPCLOUD_API_KEY_FILE')
  const inEnvironment = given(env, 'JUMPCLOUD_API_KEY') !== undefined
  if (inEnvironment && path !== undefined) throw new ConfigError('Both JUMPCLOUD_API_KEY and JUMPCLOUD_API_KEY_FILE are set. Keep one of them.')
  if (inEnvironment) return { kind: 'environment' }
  return path === undefined ? null : { kind: 'file', path: resolve(path) }
}

function port(env: Environment, name: string, otherwise: number): number {
  const text = given(env, name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new ConfigError(`${name} is ${shown(text)}. Set it to a port from 1024 to 65535, or remove it.`)
  return value
}

function organizationId(env: Environment): string | null {
  const id = given(env, 'JUMPCLOUD_ORG_ID')
  if (id === undefined) return null
  if (!/^[0-9a-f]{24}$/i.test(id)) throw new ConfigError(`JUMPCLOUD_ORG_ID is ${shown(id)}. An organization id is 24 characters, 0 to 9 and a to f.`)
  return id.toLowerCase()
}

/** Another upstream is for tests on this machine; the key goes nowhere else. */
function loopback(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new ConfigError('JUMPCLOUD_API_URL is not an address. It is for tests on this machine: remove it to reach JumpCloud.')
  }
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) || url.username !== '' || url.pathname !== '/')
    throw new ConfigError(
      'JUMPCLOUD_API_URL may only name this machine (http://127.0.0.1:port), so that the key goes nowhere else. Remove it to reach JumpCloud.',
    )
  return url.origin
}
