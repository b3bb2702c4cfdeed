import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './root.mjs'

/** @typedef {{ title: string, passed: number, failed: number, seconds: number, notes: string[] }} Result */

const REPORTS = join(ROOT, 'test-results', 'reports')

/**
 * Programs whose exit codes are the verdict, as one check.
 * @param {string} title
 * @param {string[][]} commands
 * @returns {Promise<Result>}
 */
export function runCheck(title, commands) {
  return timed(title, async () => {
    for (const command of commands)
      if ((await run(command)) !== 0) return { passed: 0, failed: 1, notes: [`${command.join(' ')} failed`] }
    return { passed: 1, failed: 0, notes: [] }
  })
}

/**
 * @param {string} project of vitest.config.ts
 * @returns {Promise<Result>}
 */
export function runVitest(project) {
  return timed(`${project} tests`, async () => {
    const file = freshReport(project)
    const report = join(ROOT, 'scripts', 'vitest-report.mjs')
    const output = ['--reporter=default', `--reporter=${report}`, `--outputFile.json=${file}`]
    const code = await run(['vitest', 'run', '--project', project, ...output])
    return tally(code, () => vitestTests(JSON.parse(readFileSync(file, 'utf8'))))
  })
}

/**
 * @param {NodeJS.ProcessEnv} env what the harness needs to know
 * @returns {Promise<Result>}
 */
export function runPlaywright(env) {
  return timed('journeys in a browser', async () => {
    const file = freshReport('e2e')
    const code = await run(['playwright', 'test', '--reporter=list,json'], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    })
    return tally(code, () => playwrightTests(JSON.parse(readFileSync(file, 'utf8'))))
  })
}

/**
 * A skipped test counts as failed unless the README names it; a runner that crashed or ran nothing has failed.
 * @param {number} code
 * @param {() => { name: string, outcome: 'passed' | 'failed' | 'skipped' }[]} read
 */
export function tally(code, read, readme = readReadme()) {
  try {
    const tests = read()
    const skipped = tests.filter(
      ({ outcome, name }) => outcome === 'skipped' && !readme.includes(`\`${name}\``),
    )
    const broken = tests.filter(({ outcome }) => outcome === 'failed')
    const failed = broken.length + skipped.length
    const passed = tests.filter(({ outcome }) => outcome === 'passed').length
    const notes = [
      ...broken.map(({ name }) => `failed: ${name}`),
      ...skipped.map(({ name }) => `skipped: ${name}`),
    ]
    if (tests.length === 0) return { passed, failed: 1, notes: ['it ran no test'] }
    if (code !== 0 && failed === 0) return { passed, failed: 1, notes: [`it ended with code ${code}`] }
    return { passed, failed, notes }
  } catch (error) {
    return { passed: 0, failed: 1, notes: [`it left no readable report: ${error.message}`] }
  }
}

function readReadme() {
  const file = join(ROOT, 'README.md')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/**
 * A file that failed without a failed test did so in its set-up or its clean-up.
 * @param {any} report of vitest-report.mjs
 */
export function vitestTests({ testResults, unhandledErrors }) {
  const outcomes = { passed: 'passed', failed: 'failed' }
  const inFiles = testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const tests = assertionResults.map(({ fullName, status: outcome }) => ({
      name: fullName,
      outcome: outcomes[outcome] ?? 'skipped',
    }))
    const isTold = status !== 'failed' || tests.some(({ outcome }) => outcome === 'failed')
    return isTold ? tests : [...tests, { name: `${file}: ${message}`, outcome: 'failed' }]
  })
  return [...inFiles, ...unhandledErrors.map((error) => ({ name: error, outcome: 'failed' }))]
}

/** @param {any} report Playwright's JSON report */
export function playwrightTests({ suites, errors = [] }) {
  const outcomes = { expected: 'passed', skipped: 'skipped' }
  const ofSuite = ({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests.map(({ status, projectName }) => ({
        name: `${title} (${projectName})`,
        outcome: outcomes[status] ?? 'failed',
      })),
    ),
    ...inner.flatMap(ofSuite),
  ]
  return [...suites.flatMap(ofSuite), ...errors.map(({ message }) => ({ name: message, outcome: 'failed' }))]
}

/**
 * One line a runner, then the totals as the last line.
 * @param {readonly Result[]} results
 * @returns {number} the exit code
 */
export function summarize(results) {
  console.log('')
  for (const { title, passed, failed, seconds, notes } of results) {
    console.log(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${passed} passed, ${failed} failed (${seconds} s)`,
    )
    for (const note of notes) console.log(`         ${note}`)
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}

async function timed(title, work) {
  console.log(`\n== ${title}`)
  const started = Date.now()
  const result = await work()
  return { title, ...result, seconds: Math.round((Date.now() - started) / 1000) }
}

function freshReport(name) {
  const file = join(REPORTS, `${name}.json`)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

/** @returns {Promise<number>} the exit code; 1 when a signal ended it */
function run([program = '', ...args], extra = {}) {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    ...extra,
  }
  return new Promise((done) => {
    const child = spawn(join(ROOT, 'node_modules', '.bin', program), args, {
      cwd: ROOT,
      stdio: 'inherit',
      env,
    })
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
}
