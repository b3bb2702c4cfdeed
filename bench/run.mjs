import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

// `npm run bench -- index`: runs bench/<name>/run.ts over the sources as they are, without a build.
const [name = '', ...args] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))
const vite = await createViteServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null, hmr: false },
  optimizeDeps: { noDiscovery: true },
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: 'server-only', replacement: `${root}lib/testing/server-only.ts` },
    ],
  },
})
if (!/^[a-z]+$/.test(name)) throw new Error('Say which: npm run bench -- index')
const { run } = await vite.ssrLoadModule(`/bench/${name}/run.ts`)
const good = await run(args)
await vite.close()
process.exit(good ? 0 : 1)
