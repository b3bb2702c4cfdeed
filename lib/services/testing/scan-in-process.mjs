import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

// One process that scans, on the store it is given, until it is killed. Says in lines what it logs.
const [given = '{}'] = process.argv.slice(2)
const { dataDir, databaseUrl, registry, begin } = JSON.parse(given)
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
const { readingContext } = await vite.ssrLoadModule('/lib/services/testing/reading-context.ts')
const { runScans } = await vite.ssrLoadModule('/lib/services/run-scans.ts')
const { awaitScan } = await vite.ssrLoadModule('/lib/services/await-scan.ts')
const { beginScan } = await vite.ssrLoadModule('/lib/services/start-scan.ts')
const store = await openStore({ dataDir, databaseUrl })
const context = {
  ...readingContext(registry),
  store: async () => store,
  log: (_level, message) => process.stdout.write(`${message}\n`),
}
if (begin) await beginScan(context, begin)
const scanning = await runScans(context, { leaseMs: 2_000, renewMs: 500, idleMs: 200 })
// Told to leave when all is done, it lets go of the store as well: an embedded one is opened by one process.
process.once('SIGTERM', async () => {
  const [scan] = await store.scans.list({ limit: 1 })
  if (scan) await awaitScan(context, scan.id, new AbortController().signal)
  await scanning.stop()
  await store.close()
  process.exit(0)
})
// Last: whoever reads it may tell it to leave at once.
process.stdout.write('scanning\n')
