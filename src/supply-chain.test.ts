/** What may be installed: exact versions with digests from the one registry, no scripts, a line of reason for each, and nothing for the proxy. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
}
type Versions = Readonly<Record<string, string>>

const read = (path: string) => readFileSync(path, 'utf8')
const manifest = JSON.parse(read('package.json')) as { dependencies: Versions; devDependencies: Versions; scripts: Versions; overrides?: unknown }
const lock = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
const direct = { ...manifest.dependencies, ...manifest.devDependencies }

/** What is wrong with an entry of the lockfile, if anything. */
function faultOf({ version, resolved, integrity, hasInstallScript, link }: Locked): string | null {
  if (link === true || version === undefined || !/^\d+\.\d+\.\d+/.test(version)) return 'is no published version'
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) return 'comes from elsewhere'
  if (integrity === undefined || !/^sha512-[\w+/]{86}==$/.test(integrity)) return 'has no digest'
  return hasInstallScript === true ? 'runs a script when it is installed' : null
}

test('every package of the lockfile is a published version, held to its digest, that runs no script', () => {
  expect(locked.length).toBeGreaterThan(100)
  expect(locked.flatMap(([path, entry]) => (faultOf(entry) === null ? [] : [`${path} ${faultOf(entry)}`]))).toEqual([])
})

test('the grids of the benchmark are held to their digests too, run no script, and are no package of the app', () => {
  const peers = (JSON.parse(read('bench/peers/package-lock.json')) as typeof lock).packages
  expect(Object.entries(peers).flatMap(([path, entry]) => (path === '' || faultOf(entry) === null ? [] : [`${path} ${faultOf(entry)}`]))).toEqual([])
  for (const name of ['react-data-grid', 'ag-grid-community', '@glideapps/glide-data-grid', '@revolist/revogrid']) {
    expect(peers[`node_modules/${name}`]).toBeDefined()
    expect(lock.packages[`node_modules/${name}`]).toBeUndefined()
  }
})

test.each([
  [{ version: '1.0.0', resolved: 'https://evil.test/x.tgz', integrity: `sha512-${'a'.repeat(86)}==` }, 'comes from elsewhere'],
  [{ version: '1.0.0', resolved: 'git+ssh://git@github.com/x/y.git#abc' }, 'comes from elsewhere'],
  [{ version: '1.0.0', resolved: 'https://registry.npmjs.org.evil.test/x.tgz' }, 'comes from elsewhere'],
  [{ version: '1.0.0' }, 'has no digest'],
  [{ version: '1.0.0', integrity: 'sha1-x' }, 'has no digest'],
  [{ version: 'file:../x' }, 'is no published version'],
  [{ version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==`, hasInstallScript: true }, 'runs a script when it is installed'],
])('a planted entry %o %s', (entry, fault) => {
  expect(faultOf(entry)).toBe(fault)
})

test('every version is exact, and is the one of the lockfile', () => {
  for (const [name, version] of Object.entries(direct)) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)])
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version])
  }
})

/** Tools that are a binary a platform. */
const native = [
  { tool: /^node_modules\/@rolldown\/binding-/, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
  { tool: /^node_modules\/lightningcss-/, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
  { tool: /^node_modules\/@typescript\/typescript-/, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
  { tool: /^node_modules\/@oxlint\/binding-/, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
  { tool: /^node_modules\/@oxlint-tsgolint\//, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
  { tool: /^node_modules\/@oxfmt\/binding-/, platforms: ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'] },
] as const

test.each(native)('the lockfile has $tool for macOS and Windows too', ({ tool, platforms }) => {
  const found = locked.filter(([path]) => tool.test(path)).flatMap(([, { os = [], cpu = [] }]) => os.map((each) => `${each} ${cpu.join('+')}`))
  expect(found).toEqual(expect.arrayContaining([...platforms]))
})

test('a package that only another platform needs never stops an installation here', () => {
  expect(locked.filter(([, { os, optional }]) => os !== undefined && optional !== true).map(([path]) => path)).toEqual([])
})

test('npm runs no install script and saves exact versions, and a clean installation never depends on the date', () => {
  const settings = read('.npmrc').split('\n')
  expect(settings).toEqual(expect.arrayContaining(['ignore-scripts=true', 'save-exact=true', 'engine-strict=true']))
  // The lockfile decides what is installed; with an age in the settings npm refuses a lockfile that was made this week (measured, npm 11).
  expect(settings.filter((line) => /min-release-age|before=/.test(line))).toEqual([])
  expect(settings.filter((line) => /registry|_auth|token|password/i.test(line))).toEqual([])
  expect(Object.keys(manifest.scripts).filter((name) => /install|prepare|prepublish/.test(name))).toEqual([])
})

test('every direct package has a line of reason in the decision, and every line a package', () => {
  const lines = [...read('docs/decisions/0010-packages.md').matchAll(/^\| (\S+) \| (app|tests|build) \| .{4,} \|$/gm)].map(
    ([, name, where]) => [name, where === 'app'] as const,
  )
  const wanted = Object.keys(direct).map((name) => [name, name in manifest.dependencies] as const)
  expect(Object.fromEntries(lines)).toEqual(Object.fromEntries(wanted))
})

test('the proxy runs without any package', () => {
  const sources: Record<string, string> = import.meta.glob(['/proxy/**/*.ts', '!/proxy/**/*.test.ts'], { query: '?raw', import: 'default', eager: true })
  const packages = Object.entries(sources).flatMap(([path, text]) =>
    [...text.matchAll(/^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?['"]([^'".][^'"]*)['"]/gm)].flatMap(([, name = '']) =>
      name.startsWith('node:') ? [] : [`${path} → ${name}`],
    ),
  )
  expect(Object.keys(sources).length).toBeGreaterThan(20)
  expect(packages).toEqual([])
})
