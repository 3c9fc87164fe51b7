/** Bundles the fault harness for Node. */
import { defineConfig } from 'vite'

export default defineConfig({
  logLevel: 'warn',
  build: { ssr: 'faults/main.ts', outDir: 'build/faults', emptyOutDir: true, target: 'node20', minify: false },
})
