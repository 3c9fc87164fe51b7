/** The built program behind a company's forward proxy, with a certificate authority of the company's own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startForwardProxy, startTlsServer } from '../test-forward-proxy.ts'

test('the built program takes HTTPS_PROXY and NODE_EXTRA_CA_CERTS from its environment, and prints no password', async () => {
  const jumpCloud = await startTlsServer('console.jumpcloud.com', ({ url: path }, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ path })),
  )
  const proxy = await startForwardProxy(jumpCloud.port)
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-tunnel-'))
  writeFileSync(join(dir, 'ca.pem'), jumpCloud.ca)
  const child = spawn(process.execPath, ['build/proxy/main.js'], {
    env: {
      PATH: process.env['PATH'],
      JUMPCLOUD_API_KEY: 'a_key_of_the_test',
      JUMPCLOUD_REGION: 'us',
      ROLLCALL_PORT: '0',
      ROLLCALL_DATA_DIR: join(dir, 'data'),
      HTTPS_PROXY: `http://ana:s3cret@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: join(dir, 'ca.pem'),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  try {
    await expect.poll(() => said, { timeout: 10_000 }).toContain('#token=')
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? ''
    const token = readFileSync(join(dir, 'data', 'token'), 'utf8').trim()
    const answer = await fetch(`${origin}/api/organizations?limit=1`, { headers: { 'x-rollcall-token': token, 'sec-fetch-site': 'same-origin' } })
    expect([answer.status, await answer.json()]).toMatchObject([200, { path: '/api/organizations?limit=1' }])
    expect(said).toContain(`through the proxy 127.0.0.1:${proxy.port}.`)
    await expect.poll(() => said).toContain('"status":200')
    expect(said).not.toMatch(/s3cret|proxy-authorization/i)
  } finally {
    child.kill()
    await proxy.stop()
    await jumpCloud.stop()
  }
})
