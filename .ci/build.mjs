/** `npm run build`: proxy and app, made by programs that never see an API key. */
import { spawnSync } from 'node:child_process'

const { JUMPCLOUD_API_KEY: _, JUMPCLOUD_API_KEY_FILE: __, ...env } = process.env
const steps = [
  ['tsc', '-p', 'proxy/tsconfig.build.json'],
  ['vite', 'build'],
]
for (const [command, ...args] of steps) {
  const { status, error } = spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit', shell: process.platform === 'win32', env })
  if (error) process.stderr.write(`${String(error)}\n`)
  if (status !== 0) process.exit(status ?? 1)
}
