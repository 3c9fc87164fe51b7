/** `npm test`: every check in turn; the last line says `N passed, N failed`, all runners together, also when a step breaks. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findBrowser, getBrowser } from './browser.mjs'

const reports = join('node_modules', '.cache', 'rollcall-tests')
const isWindows = process.platform === 'win32'
/** Data directories, browser profiles and key files of a run: gone with it. */
const scratch = mkdtempSync(join(tmpdir(), 'rollcall-tests-'))
const inScratch = { TMPDIR: scratch, TEMP: scratch, TMP: scratch }
let passed = 0
let failed = 0
/** What failed and why, said once more at the end, where a long log is still read. */
const failures = []

const say = (text) => process.stdout.write(`${text}\n`)

/** Runs a local tool; true where it ends well. What breaks is told at the end too. */
function run(title, command, args, env = {}) {
  say(`\n── ${title}`)
  const [file, before] = command === 'node' ? [process.execPath, []] : ['npx', ['--no-install', command]]
  const { status, error } = spawnSync(file, [...before, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    env: { ...process.env, ...inScratch, ...env },
  })
  if (error) say(String(error))
  if (status !== 0) failures.push(title)
  return status === 0
}

function count(isGood) {
  if (isGood) passed += 1
  else failed += 1
}

const readReport = (name) => {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'))
  } catch {
    return null
  }
}

/** Adds a runner's own counts. What it skipped or tried again counts as failed; so does a runner that broke or ran nothing. */
function add(counts, endedWell) {
  const tests = counts ?? { passed: 0, failed: 0 }
  passed += tests.passed
  failed += tests.failed
  if ((!endedWell && tests.failed === 0) || tests.passed + tests.failed === 0) failed += 1
}

function vitestCounts(report) {
  if (report === null) return null
  const bad = report.numTotalTests - report.numPassedTests
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
  return { passed: report.numPassedTests, failed: bad + brokenFiles }
}

function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const bad = assertionResults.filter(({ status }) => status !== 'passed')
    if (bad.length === 0 && message) return [`${name}\n${message}`]
    return bad.map(({ fullName, status, failureMessages }) => [`${name} › ${fullName} (${status})`, ...failureMessages].join('\n'))
  })
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

/** The message and the line of the test that it came from: the same words may be expected twice. */
const whatFailed = (error) =>
  error === undefined ? '' : [error.message, error.location && `at ${basename(error.location.file)}:${error.location.line}`].filter(Boolean).join('\n')

function playwrightFailures(report) {
  const bad = (report?.suites ?? [])
    .flatMap(specsOf)
    .flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status !== 'expected')
        .map(({ status, results }) => [`${file}:${line} › ${title} (${status})`, ...results.map(({ error }) => whatFailed(error))].join('\n')),
    )
  return [...bad, ...(report?.errors ?? []).map(({ message }) => message)]
}

function playwrightCounts(report) {
  if (report === null) return null
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + skipped + report.errors.length }
}

async function main() {
  const specification = process.env.ROLLCALL_API_SPEC
  say(
    `Requests and answers against JumpCloud’s specification: ${specification ? `checked with ${specification}` : 'not checked (ROLLCALL_API_SPEC is not set)'}`,
  )
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  count(run('Types', 'tsc', ['-b']))
  count(run('Lint', 'oxlint', ['--type-aware', '--deny-warnings']))
  count(run('Format', 'oxfmt', ['--check']))
  const isBuilt = run('Build: proxy', 'tsc', ['-p', 'proxy/tsconfig.build.json']) && run('Build: app', 'vite', ['build', '--logLevel', 'warn'])
  count(isBuilt)
  const unit = run(
    'Unit, adapter and attack tests',
    'vitest',
    ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`],
    {
      ROLLCALL_IS_BUILT: isBuilt ? '1' : '0',
    },
  )
  const unitReport = readReport('vitest.json')
  add(vitestCounts(unitReport), unit)
  failures.push(...vitestFailures(unitReport))

  if (!isBuilt) {
    say('The build failed, so there is nothing to open in a browser.')
    return
  }
  const browser = (await findBrowser()) ?? (await getBrowser())
  say(`\nThe browser tests use ${browser}`)
  const inBrowser = run('Browser tests', 'playwright', ['test', '-c', 'e2e', '--reporter=list,json'], {
    ROLLCALL_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(process.cwd(), reports, 'playwright.json'),
  })
  const browserReport = readReport('playwright.json')
  add(playwrightCounts(browserReport), inBrowser)
  failures.push(...playwrightFailures(browserReport))
  // A bounded part of `npm run faults`: every boundary and every cut, a few schedules and a few kills.
  count(
    run('Fault harness: bundle', 'vite', ['build', '-c', 'faults/vite.config.ts']) &&
      run('Fault harness', 'node', ['build/faults/main.js', '--schedules', '300', '--kills', '4'], { ROLLCALL_BROWSER: browser }),
  )
}

try {
  await main()
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  failed += 1
}
if (failures.length > 0) say(`\n── What failed\n\n${failures.join('\n\n')}`)
say(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
try {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
} catch {
  // Something still holds a file of it: no test has failed by that.
}
