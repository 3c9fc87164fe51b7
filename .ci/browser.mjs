/** Finds a Chromium for the browser tests, and gets one where there is none. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const isRoot = process.platform !== 'win32' && process.getuid?.() === 0
const minutes = (count) => count * 60_000
/** A version that runs on every Node we support; kept out of the lockfile. */
const packaged = '@sparticuz/chromium@147.0.0'

const systemPaths = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((base) => join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')),
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

/** The browser that is here already, or null: the environment's, Playwright's own, the system's. */
export async function findBrowser() {
  const named = process.env.ROLLCALL_BROWSER
  if (named) {
    if (!existsSync(named)) throw new Error(`ROLLCALL_BROWSER names ${named}, and there is no such file.`)
    return named
  }
  const own = await playwrightsOwn().catch(() => '')
  return [own, ...(systemPaths[process.platform] ?? [])].find((path) => path !== '' && existsSync(path)) ?? null
}

/** Playwright's own; else Debian's package, where CI runs as root; else one from a package. */
export async function getBrowser() {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  spawnSync(npx, ['playwright', 'install', 'chromium'], { stdio: 'inherit', timeout: minutes(5), shell: process.platform === 'win32' })
  const found = await findBrowser()
  if (found !== null) return found
  if (process.env.CI && isRoot && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'inherit', timeout: minutes(10), env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
    const installed = await findBrowser()
    if (installed !== null) return installed
  }
  return packagedBrowser()
}

async function packagedBrowser() {
  const folder = join('node_modules', '.cache', 'rollcall-browser')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--ignore-scripts', '--no-save', '--no-package-lock', packaged], {
    cwd: folder,
    stdio: 'inherit',
    timeout: minutes(5),
    shell: process.platform === 'win32',
  })
  const require = createRequire(pathToFileURL(join(process.cwd(), folder, 'package.json')))
  const { default: chromium } = await import(pathToFileURL(require.resolve('@sparticuz/chromium')).href)
  return chromium.executablePath()
}

/** How it is started: without a sandbox only where root cannot have one, and without talk to its maker. */
export const browserArguments = () => [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
