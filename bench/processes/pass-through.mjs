/** The least that a proxy can do: node:http, a keep-alive agent, and a pipe. `node pass-through.mjs <upstream port>` prints its port. */
import { Agent, createServer, request as ask } from 'node:http'

const port = Number(process.argv[2])
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const server = createServer((request, response) => {
  const upstream = ask({ host: '127.0.0.1', port, path: request.url, method: request.method, headers: { accept: 'application/json' }, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  upstream.on('error', () => response.destroy())
  request.pipe(upstream)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`))
