/** What the proxy adds to Vite: the same API handler inside `npm run dev`, and a check of what is built into the page. */
import type { Plugin } from 'vite'
import { readConfig, refuseKeysInPage } from './config.ts'
import { handleApi } from './proxy.ts'
import { startProxy } from './start.ts'

/** A build that would put a key into the page fails. */
export const noKeysInPage = (): Plugin => ({
  name: 'rollcall-no-keys-in-page',
  configResolved(config) {
    // Vite's own files of settings count too.
    refuseKeysInPage({ ...process.env, ...Object.fromEntries(Object.entries(config.env).map(([name, value]) => [name, String(value)])) })
  },
})

export function rollcallProxy(): Plugin {
  return {
    name: 'rollcall-proxy',
    apply: 'serve',
    async configureServer(server) {
      const config = readConfig(process.env)
      const proxy = await startProxy(config, process.env, {})
      // In place of Vite's own addresses, which lack the token, and behind everything else that it prints.
      server.printUrls = () => void setTimeout(() => server.config.logger.info(`\n  http://127.0.0.1:${server.config.server.port ?? 0}/#token=${proxy.token}`))
      server.httpServer?.once('close', () => void proxy.stop())
      server.middlewares.use((request, response, next) => {
        if (/^\/(api|rollcall)\//.test(request.url ?? '')) void handleApi(request, response, proxy.proxyOf(server.config.server.port ?? 0))
        else next()
      })
    },
  }
}
