import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

// Records without pause and prints each id the moment the store has acknowledged it, until it is killed.
const [dataDir, prefix] = process.argv.slice(2)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const vite = await createViteServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: 'server-only', replacement: `${root}lib/testing/server-only.ts` },
    ],
  },
})
const { openStore } = await vite.ssrLoadModule('/lib/storage/open-store.ts')
const store = await openStore({ dataDir, databaseUrl: null })
for (let n = 0; ; n++) {
  const id = `${prefix}-${n}`
  await store.recordActivity([
    { id, at: n, actor: 'test', action: 'push', ref: 'r', before: null, after: 'sha256:0', sources: [] },
  ])
  process.stdout.write(`${id}\n`)
}
