import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './install.mjs'

/** The fast part: format and lint, types, unit and architecture tests. */
const steps = [
  ['biome', 'check', '.'],
  ['next', 'typegen'],
  ['tsc', '--noEmit'],
  ['vitest', 'run', '--project', 'unit'],
]
await ensureInstalled()
for (const [command, ...args] of steps) {
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}
