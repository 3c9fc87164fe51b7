/** How the app is built, served for development and tested. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { noKeysInPage, rollcallProxy } from './proxy/vite-plugin.ts'

export default defineConfig(({ command }) => ({
  plugins: [react(), noKeysInPage(), ...(command === 'serve' && process.env['VITEST'] === undefined ? [rollcallProxy()] : [])],
  build: {
    outDir: 'build/app',
    emptyOutDir: true,
    // Keeps light-dark() as it is written.
    cssTarget: 'esnext',
    target: 'es2023',
    // The page allows no data: scripts, and small files are cheap on this machine.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 4822, strictPort: true, cors: false },
  test: {
    environment: 'node',
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['{src,proxy,bench,faults}/**/*.test.{ts,tsx}'], exclude: ['proxy/attacks/**'] } },
      { extends: true, test: { name: 'attacks', include: ['proxy/attacks/*.test.ts'], globalSetup: 'proxy/attacks/built-app.ts' } },
    ],
  },
}))
