/** Another Rollcall beside the one of all tests, with settings of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'

const started: ChildProcess[] = []

/** Answers what it printed: the link, or why it did not start. */
export async function startRollcall(settings: Readonly<Record<string, string>>, build = 'build'): Promise<string> {
  const child = spawn('node', [join(build, 'proxy', 'main.js')], {
    env: { ...process.env, ROLLCALL_PORT: '0', ROLLCALL_SIMULATOR_PORT: '0', ROLLCALL_DATA_DIR: mkdtempSync(join(tmpdir(), 'rollcall-other-')), ...settings },
  })
  started.push(child)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  await Promise.race([ended, expect.poll(() => said).toContain('#token=')])
  return said
}

export const linkIn = (said: string): string => /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0] ?? ''

export function stopRollcalls(): void {
  for (const child of started.splice(0)) child.kill()
}
