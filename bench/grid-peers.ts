/** Other grids on the same rows: installed by their own lockfile below build/, bundled there, and never part of the app. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { serve } from './app.ts'

const home = join('build', 'peers')
const out = join(home, 'page')
export const peerNames = ['react-data-grid', 'ag-grid', 'glide', 'revogrid'] as const
export type PeerName = (typeof peerNames)[number]

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** Where the pages of the peers are served, or null where they cannot be installed. */
export async function servePeers(columns: readonly string[], rows: readonly (readonly string[])[]) {
  mkdirSync(home, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'page.js']) cpSync(join('bench', 'peers', name), join(home, name))
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const lock = readFileSync(join(home, 'package-lock.json'), 'utf8')
  const mark = join(home, 'node_modules', '.installed')
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
    const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: home,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) return null
    writeFileSync(mark, lock)
  }
  writeFileSync(
    join(home, 'index.html'),
    '<!doctype html><title>Peer</title><style>html,body,#root{margin:0;height:100%}</style><div id="root"></div><div id="portal"></div><script type="module" src="./page.js"></script>',
  )
  await build({
    configFile: false,
    root: home,
    base: '/',
    logLevel: 'error',
    build: { outDir: 'page', emptyOutDir: true, target: 'esnext' },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const files: Record<string, { type: string; body: string | Uint8Array }> = {
    '/rows.json': { type: 'application/json', body: JSON.stringify({ columns, rows }) },
  }
  for (const name of readdirSync(join(out, 'assets')))
    files[`/assets/${name}`] = { type: types[extname(name)] ?? 'text/plain', body: readFileSync(join(out, 'assets', name)) }
  for (const name of peerNames) files[`/?grid=${name}`] = { type: 'text/html', body: readFileSync(join(out, 'index.html')) }
  return serve(files)
}
