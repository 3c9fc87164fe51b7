/** Bundles the benchmarks for Node, which runs no TypeScript: areas may import the app, the proxy and the simulator. */
import { defineConfig } from 'vite'

export default defineConfig({
  build: { ssr: 'bench/main.ts', outDir: 'build/bench', emptyOutDir: true, target: 'node20' },
})
