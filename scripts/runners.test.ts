import { expect, test } from 'vitest'
import { playwrightTests, tally, vitestTests } from './runners.mjs'

const passed = { name: 'one', outcome: 'passed' as const }

test('a skipped test counts as failed unless the README names it', () => {
  const tests = () => [passed, { name: 'two', outcome: 'skipped' as const }]
  expect(tally(0, tests, 'nothing about it')).toMatchObject({ passed: 1, failed: 1 })
  expect(tally(0, tests, 'needs a phone: `two`')).toMatchObject({ passed: 1, failed: 0 })
})

test('a runner that crashed, ran nothing or left no report has failed', () => {
  expect(tally(1, () => [passed], '')).toMatchObject({ passed: 1, failed: 1 })
  expect(tally(0, () => [], '')).toMatchObject({ passed: 0, failed: 1 })
  const unreadable = () => {
    throw new Error('no such file')
  }
  expect(tally(0, unreadable, '')).toMatchObject({ passed: 0, failed: 1 })
})

test('a test file that could not be loaded is a failure of its own', () => {
  const report = {
    testResults: [{ name: 'a.test.ts', status: 'failed', message: 'broken', assertionResults: [] }],
  }
  expect(vitestTests(report)).toEqual([{ name: 'a.test.ts: broken', outcome: 'failed' }])
})

test('a flaky journey is not a passed one', () => {
  const spec = (status: string) => ({ title: status, tests: [{ status, projectName: 'wide' }] })
  const report = {
    suites: [{ specs: [spec('expected'), spec('flaky')], suites: [{ specs: [spec('skipped')] }] }],
  }
  expect(playwrightTests(report).map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'skipped'])
})
