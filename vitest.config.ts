import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** They measure the memory of a process: nothing runs beside them. */
const ALONE = ['scripts/memory*.registry.test.ts']

/** Of what waits for other processes, on a busy machine. */
const PATIENT = { testTimeout: 240_000, hookTimeout: 300_000 }

/**
 * `unit` needs nothing but Node and takes seconds; `registry` and `alone` start real registries and take their
 * time, most of it waiting for other processes: two files at once, on two processors too.
 */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: 'server-only', replacement: `${root}lib/testing/server-only.ts` },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.registry.test.ts', 'node_modules/**'],
          // Properties try hundreds of cases: on a busy machine that takes its time.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'registry',
          include: ['{lib,scripts}/**/*.registry.test.ts'],
          exclude: [...ALONE, 'node_modules/**'],
          ...PATIENT,
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          ...PATIENT,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
