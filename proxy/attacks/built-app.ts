/** Before the attack tests: what they attack is the built program and the built app, so these are built. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

export function setup(): void {
  // `npm test` has built them already.
  if (process.env['ROLLCALL_IS_BUILT'] === '1') return
  const run = (program: readonly string[], args: readonly string[]) =>
    execFileSync(process.execPath, [join('node_modules', ...program), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
  run(['typescript', 'bin', 'tsc'], ['-p', 'proxy/tsconfig.build.json'])
  run(['vite', 'bin', 'vite.js'], ['build', '--logLevel', 'warn'])
}
