/** `npm start`: reads the configuration, starts, and prints the one link that opens the app. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError, readConfig } from './config.ts'
import { escapeLine } from './log.ts'
import { start } from './start.ts'
import { readStaticFiles } from './static-files.ts'

const help = `Rollcall: import users from a spreadsheet into JumpCloud.

  npm start                     build, serve, and print the link
  npm start -- --new-token      make a new link; the old one stops working
  npm start -- --new-directory  start with another simulated organization
  npm start -- --help           this text

  JUMPCLOUD_API_KEY        the API key; without one the simulator starts
  JUMPCLOUD_API_KEY_FILE   or a file that only you can read (chmod 600)
  JUMPCLOUD_REGION         us, eu or in
  JUMPCLOUD_ORG_ID         the organization, where the key opens several
  HTTPS_PROXY, NO_PROXY    your company's proxy, and the hosts that do without it
  NODE_EXTRA_CA_CERTS      a file with your company's certificate authority
  ROLLCALL_PORT            port of the page, 4820 by default
  ROLLCALL_SIMULATOR_PORT  port of the simulator, 4821 by default
  ROLLCALL_DATA_DIR        where token and journal are kept, ~/.rollcall by default
`

const flags = new Set(['--new-token', '--new-directory', '--help'])
const say = (text: string) => process.stdout.write(`${text}\n`)

/** An option's name may be shown, anything else may be a key: the list of processes is open to everybody on the machine, and so is a log. */
function refuseUnknown(text: string | undefined) {
  if (text === undefined) return
  const name = /^--[a-z-]{1,24}(?==|$)/.exec(text)?.[0]
  if (name === undefined || name !== text || /key|token|secret/.test(name))
    throw new ConfigError(
      'Rollcall takes no API key and no other value on its command line, where every user of this machine can read it. Use JUMPCLOUD_API_KEY_FILE, and replace a key that was given here.',
    )
  throw new ConfigError(`“${name}” is not an option. npm start -- --help lists them.`)
}

async function main() {
  const given = process.argv.slice(2)
  refuseUnknown(given.find((flag) => !flags.has(flag)))
  if (given.includes('--help')) {
    say(help)
    return
  }
  const config = readConfig(process.env)
  const files = readStaticFiles(join(dirname(fileURLToPath(import.meta.url)), '..', 'app'))
  const rollcall = await start(config, process.env, { files, newToken: given.includes('--new-token'), newDirectory: given.includes('--new-directory') })
  say(
    rollcall.simulator === null
      ? `Connected to JumpCloud ${config.region} (${config.upstreamUrl})${config.forwardProxy === null ? '' : ` through the proxy ${config.forwardProxy.shown}`}.`
      : 'No API key is set, so Rollcall uses its simulator. Nothing reaches JumpCloud.',
  )
  say(`http://127.0.0.1:${rollcall.port}/#token=${rollcall.token}`)
  const stop = () => {
    void rollcall.stop().finally(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

// A terminal or a log that has gone away is no reason to stop in the middle of a job.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${escapeLine(JSON.stringify({ at: new Date().toISOString(), fault: error instanceof Error ? error.message : 'unknown' }))}\n`)
})

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
