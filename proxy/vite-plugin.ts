/** The same API handler inside `npm run dev`, on Vite's own port. */
import type { Plugin } from 'vite'
import { readConfig } from './config.ts'
import { handleApi } from './proxy.ts'
import { startProxy } from './start.ts'

export function rollcallProxy(): Plugin {
  return {
    name: 'rollcall-proxy',
    apply: 'serve',
    async configureServer(server) {
      const config = readConfig(process.env)
      const proxy = await startProxy(config, process.env, {})
      server.httpServer?.once('listening', () => server.config.logger.info(`  http://127.0.0.1:${server.config.server.port ?? 0}/#token=${proxy.token}`))
      server.httpServer?.once('close', () => void proxy.stop())
      server.middlewares.use((request, response, next) => {
        if (/^\/(api|rollcall)\//.test(request.url ?? '')) void handleApi(request, response, proxy.proxyOf(server.config.server.port ?? 0))
        else next()
      })
    },
  }
}
