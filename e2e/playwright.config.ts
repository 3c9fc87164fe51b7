/** The browser tests: the built app, the real proxy and the simulator, on ports and in a data directory of their own. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserArguments, findBrowser } from '../.ci/browser.mjs'

const executablePath = await findBrowser()
// Made once, by the process that starts; the workers find it in their environment.
process.env['ROLLCALL_TEST_DATA'] ??= mkdtempSync(join(tmpdir(), 'rollcall-e2e-'))
/** Where the tests serve; the simulator stands on the next port. */
const port = Number(process.env['ROLLCALL_TEST_PORT'] ?? 4920)
const dataDir = process.env['ROLLCALL_TEST_DATA']

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Generous, since a slow machine is no fault of the product; speed is what the benchmarks measure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1360, height: 860 },
    locale: 'en-US',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: browserArguments() },
  },
  webServer: {
    command: 'node build/proxy/main.js',
    cwd: '..',
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    stderr: 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: {
      ROLLCALL_PORT: String(port),
      ROLLCALL_SIMULATOR_PORT: String(port + 1),
      ROLLCALL_SIMULATOR_KEY: 'sim_key_of_the_browser_tests',
      ROLLCALL_DATA_DIR: dataDir,
      JUMPCLOUD_API_KEY: '',
      JUMPCLOUD_API_KEY_FILE: '',
      JUMPCLOUD_API_URL: '',
    },
  },
})
