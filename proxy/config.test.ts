/** A wrong setting stops the start with one sentence that says what to do. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { readKey } from './credentials.ts'

const key = { JUMPCLOUD_API_KEY: 'a-key-long-enough' }

test('without a key it is the simulator', () => {
  expect(readConfig({})).toMatchObject({ upstream: 'simulator', region: 'Simulator', keySource: null, port: 4820 })
})

test('with a key it is the region that is named', () => {
  expect(readConfig({ ...key, JUMPCLOUD_REGION: 'EU' })).toMatchObject({ upstream: 'eu', upstreamUrl: 'https://console.eu.jumpcloud.com' })
})

test.each([
  [{ ...key }, 'JUMPCLOUD_REGION is not'],
  [{ ...key, JUMPCLOUD_REGION: 'mars' }, 'Set it to us, eu or in'],
  [{ ...key, JUMPCLOUD_API_KEY_FILE: '/x', JUMPCLOUD_REGION: 'us' }, 'Keep one of them'],
  [{ ...key, JUMPCLOUD_API_URL: 'https://evil.test' }, 'may only name this machine'],
  [{ ...key, JUMPCLOUD_API_URL: 'http://127.0.0.1:80@evil.test' }, 'may only name this machine'],
  [{ ROLLCALL_PORT: '80a' }, 'ROLLCALL_PORT is “80a”'],
  [{ JUMPCLOUD_ORG_ID: 'acme' }, '24 characters'],
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'Remove it'],
  [{ VITE_API_KEY: 'x' }, 'built into the page'],
])('%o is refused', (env, words) => {
  expect(() => readConfig(env)).toThrow(words)
})

const onPosix = process.platform === 'win32' ? (_title: string, _body: () => void) => undefined : test

onPosix('a key file that others can read is refused with the fix', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'rollcall-key-')), 'key')
  writeFileSync(path, 'a-key-long-enough\n')
  const env = { JUMPCLOUD_API_KEY_FILE: path, JUMPCLOUD_REGION: 'us' }
  chmodSync(path, 0o644)
  expect(() => readKey(readConfig(env), env)).toThrow('Run chmod 600')
  chmodSync(path, 0o600)
  expect(readKey(readConfig(env), env)?.ending).toBe('ough')
})

test('the key leaves the environment once it is read', () => {
  const env: Record<string, string | undefined> = { ...key, JUMPCLOUD_REGION: 'us' }
  readKey(readConfig(env), env)
  expect(env['JUMPCLOUD_API_KEY']).toBeUndefined()
})
