/** An upstream that costs next to nothing: one organisation, and the same page of 100 results to every other question. `node upstream.mjs <delay ms>` prints its port. */
import { createServer } from 'node:http'

const delayMs = Number(process.argv[2] ?? 0)
const id = (number) => number.toString(16).padStart(24, '0')
const page = JSON.stringify(
  Array.from({ length: 100 }, (_, index) => ({
    id: id(index),
    createdAt: '2026-11-24T09:00:00.000Z',
    updatedAt: '2026-11-24T09:00:30.000Z',
    status: 'finished',
    statusMsg: '',
    meta: { systemUser: { id: id(1_000 + index), username: `person.${index}`, email: `person.${index}@acme.example` } },
    persistedFields: {},
  })),
)
const organizations = JSON.stringify({ totalCount: 1, results: [{ _id: 'a'.repeat(24), displayName: 'Acme' }] })

const server = createServer((request, response) => {
  const body = request.url?.startsWith('/api/organizations') ? organizations : page
  const answer = () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  if (delayMs > 0) setTimeout(answer, delayMs)
  else answer()
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`))
