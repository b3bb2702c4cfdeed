import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { runCheck, runVitest, summarize } from './runners.mjs'

/**
 * The fast part: format and lint, types, unit and architecture tests.
 * @returns {Promise<import('./runners.mjs').Result[]>}
 */
export async function verify() {
  return [
    await runCheck('format and lint', [['biome', 'check', '.']]),
    await runCheck('types', [
      ['next', 'typegen'],
      ['tsc', '--noEmit'],
    ]),
    await runVitest('unit'),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled()
  process.exitCode = summarize(await verify())
}
