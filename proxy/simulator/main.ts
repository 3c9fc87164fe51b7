/** `npm run simulator`: the simulator alone, with options. */
import { requestScenarios, resultsScenarios, rowScenarios } from './scenarios.ts'
import { defaults, startSimulator } from './server.ts'

const help = () => `The simulator: a local JumpCloud, to try Rollcall with, and for its tests.

  npm run simulator -- [--port 4821] [--users 500] [--seed 42] [--rate 250] [--file people.json] [--new-directory]

What an email address can ask for, behind a plus (ana+sim-refused@acme.example):
${[...rowScenarios, ...requestScenarios, ...resultsScenarios].map(({ sentinel, what }) => `  ${sentinel.padEnd(22)} ${what}`).join('\n')}

For scripts of your own: point them at the address and key that are printed, in place of https://console.jumpcloud.com. The same --seed makes
the same users; --rate is how many users of a job are done in a second. Several organizations:
  curl -X POST -H "x-api-key: KEY" -H "content-type: application/json" -d '{"name":"Second","users":100}' URL/simulator/organizations
and then name one of them in x-org-id. The key with _readonly behind it may read and not write.
PATCH /simulator/organizations/{id}/settings switches what is unknown of JumpCloud: see proxy/simulator/DIFFERENCES.md.

Control routes, with the key in x-api-key: POST /simulator/organizations · GET /simulator/organizations/{id}/users ·
PATCH /simulator/organizations/{id}/users/{user} · GET /simulator/organizations/{id}/log · POST /simulator/organizations/{id}/faults
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
  const file = flags.includes('--file') ? flags[flags.indexOf('--file') + 1] : undefined
  const simulator = await startSimulator({
    port: number('--port', 4821),
    users: number('--users', defaults.users),
    seed: number('--seed', defaults.seed),
    rate: number('--rate', defaults.rate),
    newDirectory: flags.includes('--new-directory'),
    ...(file === undefined ? {} : { dataFile: file }),
  })
  process.stdout.write(`The simulator listens on ${simulator.url} with the key ${simulator.apiKey}\n`)
  process.once('SIGINT', () => void simulator.stop().then(() => process.exit(0)))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
