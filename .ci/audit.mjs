/** `npm run audit`: known weaknesses, high and above, of what is installed. Ends with 0 (none), 1 (some) or 2 (not checked: the registry cannot say). */
import { spawnSync } from 'node:child_process'

const isWindows = process.platform === 'win32'
const { stdout, error } = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['audit', '--json', '--audit-level=high'], {
  encoding: 'utf8',
  shell: isWindows,
  timeout: 120_000,
})
const say = (text) => process.stdout.write(`${text}\n`)

function read() {
  try {
    return JSON.parse(stdout)
  } catch {
    return null
  }
}

const report = read()
const counts = report?.metadata?.vulnerabilities
if (counts === undefined) {
  const reason = error?.message ?? report?.message ?? report?.error?.summary ?? 'no answer'
  say(`not checked: the registry has no audit service that answers (${String(reason).split('\n', 1)[0].slice(0, 120)})`)
  process.exitCode = 2
} else {
  const grave = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) => severity === 'high' || severity === 'critical')
  for (const { name, severity, range, via } of grave)
    say(`${severity}: ${name} ${range} ${via.map((each) => (typeof each === 'string' ? each : each.title)).join(', ')}`)
  say(`checked: ${counts.high + counts.critical} high or critical, ${counts.total} in all`)
  process.exitCode = grave.length === 0 ? 0 : 1
}
