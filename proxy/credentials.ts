/** The only file that ever holds an API key. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { ConfigError, type Config } from './config.ts'

export interface Credentials {
  /** Puts the key on an upstream request, whose headers are names and values in turn. */
  authorize(headers: string[]): void
  /** The last four characters: all that is ever shown. */
  readonly ending: string
  /** Takes the key out of a text, should an upstream echo it. */
  redact(text: string): string
  /** The same of an answer's body, which is not decoded where the key is not in it. */
  redactBytes(bytes: Buffer): Buffer
}

export function holdKey(key: string): Credentials {
  const written = asWritten(key)
  const redact = (text: string) => text.replaceAll(written, '[API key]')
  return {
    authorize: (headers) => void headers.push('x-api-key', key),
    ending: key.slice(-4),
    redact,
    // A text is made only where the key is in it, or where an escape stands that could hide it.
    redactBytes: (bytes) => (bytes.includes(key) || bytes.includes('\\') || bytes.includes('%') ? redactedBytes(bytes, written) : bytes),
  }
}

/** Each character as it is, escaped as JSON may (`\\u006a`, `\\/`), or percent-encoded: an upstream that echoes the key may write it so. */
function asWritten(key: string): RegExp {
  const forms = Array.from(key).map((character) => {
    const code = character.charCodeAt(0)
    const plain = character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    const hex = Array.from(code.toString(16).padStart(2, '0'))
      .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
      .join('')
    return `(?:\\\\?${plain}|\\\\+u00${hex}|%(?:25)*${hex})`
  })
  return new RegExp(forms.join(''), 'g')
}

function redactedBytes(bytes: Buffer, written: RegExp): Buffer {
  // Latin-1 keeps every byte as it is; the key is ASCII.
  const text = bytes.toString('latin1')
  const clean = text.replaceAll(written, '[API key]')
  return clean === text ? bytes : Buffer.from(clean, 'latin1')
}

const mostKeyBytes = 4_096

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

/** The path is shown only where a file is there: a key that was put into this variable by mistake is not. */
function readKeyFile(path: string): string {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const found = fstatSync(file)
    // Windows has no mode bits; SECURITY.md says what that means.
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
      throw new ConfigError(`Others on this machine can read the key file ${path}. Run chmod 600 on it and start again.`)
    if (!found.isFile() || found.size > mostKeyBytes) throw new ConfigError(`${path} holds no API key. Check JUMPCLOUD_API_KEY_FILE.`)
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new ConfigError(`The file that JUMPCLOUD_API_KEY_FILE names cannot be read${code}. Put the path of the key file there.`)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
