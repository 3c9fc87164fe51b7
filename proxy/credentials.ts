/** The only file that ever holds an API key. */
import { readFileSync, statSync } from 'node:fs'
import { ConfigError, type Config } from './config.ts'

export interface Credentials {
  /** Puts the key on an upstream request. */
  authorize(headers: Record<string, string>): void
  /** The last four characters: all that is ever shown. */
  readonly ending: string
  /** Takes the key out of a text, should an upstream echo it. */
  redact(text: string): string
}

export const holdKey = (key: string): Credentials => ({
  authorize: (headers) => {
    headers['x-api-key'] = key
  },
  ending: key.slice(-4),
  redact: (text) => (text.includes(key) ? text.replaceAll(key, '[API key]') : text),
})

/** Reads the key once, and takes it out of the environment that child processes would get. */
export function readKey(config: Config, env: Record<string, string | undefined>): Credentials | null {
  const { keySource } = config
  if (keySource === null) return null
  const text = (keySource.kind === 'environment' ? (env['JUMPCLOUD_API_KEY'] ?? '') : readKeyFile(keySource.path)).trim()
  delete env['JUMPCLOUD_API_KEY']
  if (text.length < 8 || /[^\x21-\x7E]/.test(text))
    throw new ConfigError('The API key is empty, too short, or has a space or line break in it. Copy it again from JumpCloud.')
  return holdKey(text)
}

function readKeyFile(path: string): string {
  try {
    // Windows has no mode bits; SECURITY.md says what that means.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      throw new ConfigError(`Others on this machine can read the key file ${path}. Run chmod 600 on it and start again.`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError(`The key file ${path} cannot be read. Check JUMPCLOUD_API_KEY_FILE.`)
  }
}
