/** What a request would say, for reading: as JSON and as a curl command, with the key as a placeholder and secrets masked. */

const secretNames = new Set(['password'])
const mask = '••••••••'

/** The body as it would be sent, but for secrets. */
export const previewJson = (bodies: readonly object[]): string =>
  JSON.stringify(bodies, (name, value: unknown) => (secretNames.has(name) && typeof value === 'string' ? mask : value), 2)

interface Request {
  readonly host: string
  readonly method: 'POST' | 'PATCH'
  readonly organizationId: string
  readonly suppressEmail: boolean
  readonly bodies: readonly object[]
}

/** Runs in a POSIX shell once `API_KEY` is set there; masked secrets have to be put in first. */
export function previewCurl({ host, method, organizationId, suppressEmail, bodies }: Request): string {
  const url = `https://${host}/api/v2/bulk/users${suppressEmail ? '?suppressEmail=true' : ''}`
  return [
    `curl --request ${method} ${quoted(url)} \\`,
    `  --header "X-API-Key: $API_KEY" \\`,
    `  --header ${quoted(`x-org-id: ${organizationId}`)} \\`,
    `  --header 'content-type: application/json' \\`,
    `  --data ${quoted(previewJson(bodies))}`,
  ].join('\n')
}

/** Between single quotes a shell changes nothing; a single quote itself is put between the pieces. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
