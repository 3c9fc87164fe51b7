/** `npm run simulator`: the simulator alone, with options. */
import { requestScenarios, resultsScenarios, rowScenarios } from './scenarios.ts'
import { defaults, startSimulator } from './server.ts'
import { usualSettings } from './state.ts'

const words = [...rowScenarios, ...requestScenarios, ...resultsScenarios].map(({ sentinel, what }) => `  ${sentinel.padEnd(22)} ${what}`).join('\n')

const help = () => `The simulator: a local JumpCloud, to try Rollcall with, for its tests, and for scripts of your own.

  npm run simulator -- [options]

  --port 4821             where it listens, on 127.0.0.1 only
  --users 500             users of each organization
  --seed 42               the same seed makes the same users under the same ids
  --rate 250              users of a job that are processed in a second
  --organizations 1       how many organizations the key opens; with more than one, x-org-id must name one of them
  --key KEY               the API key, in place of a new one at every start; KEY_readonly may read and not write, KEY_nolist may not list organizations
  --file users.json       where users and jobs are kept over a restart; without it they are gone
  --new-directory         starts over, whatever the file holds

Point a script or an SDK at the address and key that are printed, in place of https://console.jumpcloud.com:
  curl -H "x-api-key: KEY" "URL/api/systemusers?limit=100&sort=_id"

What an email address can ask for, behind a plus (ana+sim-refused@acme.example):
${words}

Control routes, with the key in x-api-key and JSON bodies:
  POST  /simulator/organizations                     {"name", "users", "seed", "rate", "startMs"}: one more organization
  GET   /simulator/organizations/{id}/users          all users, as they are
  PATCH /simulator/organizations/{id}/users/{user}   changes a user, as another administrator would
  GET   /simulator/organizations/{id}/log            every bulk request that was accepted
  POST  /simulator/organizations/{id}/faults         {"kind", "times"}: how the next bulk requests end
  PATCH /simulator/organizations/{id}/settings       what is unknown of JumpCloud; the settings and their usual values:
${Object.entries(usualSettings)
  .map(([name, value]) => `          ${name.padEnd(18)} ${JSON.stringify(value)}`)
  .join('\n')}
  POST  /simulator/clock                             {"speed": 60}: its clock runs so many times faster

proxy/simulator/DIFFERENCES.md says what it does not do, and which answers are documented, observed or assumed.
`

async function main() {
  const flags = process.argv.slice(2)
  if (flags.includes('--help')) {
    process.stdout.write(help())
    return
  }
  const number = (name: string, otherwise: number) => {
    const text = flags[flags.indexOf(name) + 1]
    return flags.includes(name) && text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise
  }
  const text = (name: string) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined)
  const [file, key] = [text('--file'), text('--key')]
  const simulator = await startSimulator({
    port: number('--port', 4821),
    users: number('--users', defaults.users),
    seed: number('--seed', defaults.seed),
    rate: number('--rate', defaults.rate),
    organizations: Math.max(1, number('--organizations', 1)),
    newDirectory: flags.includes('--new-directory'),
    ...(file === undefined ? {} : { dataFile: file }),
    ...(key === undefined ? {} : { apiKey: key }),
  })
  process.stdout.write(`The simulator listens on ${simulator.url} with the key ${simulator.apiKey} (${simulator.readOnlyKey} may only read)\n`)
  process.once('SIGINT', () => void simulator.stop().then(() => process.exit(0)))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
