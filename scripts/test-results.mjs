import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Combines the reports of both test runners: the number of passed tests, and the failed, unstable and skipped tests
 * with their reasons. An unstable test failed once and passed when it ran again.
 */
export function collectResults(folder) {
  const totals = { passed: 0, failed: [], unstable: [], skipped: [] }
  for (const { name, status, reason } of [...vitestResults(folder), ...playwrightResults(folder)]) {
    if (status === 'passed') totals.passed += 1
    else totals[status].push({ name, reason })
    if (status === 'unstable') totals.passed += 1
  }
  return totals
}

function* vitestResults(folder) {
  for (const file of read(join(folder, 'vitest.json'))?.testResults ?? []) {
    const path = relative(process.cwd(), file.name)
    // The file or one of its hooks failed.
    if (file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'))
      yield { name: path, status: 'failed', reason: file.message }
    for (const { status, fullName, meta, failureMessages } of file.assertionResults) {
      const name = `${path}: ${fullName}`
      const [firstFailure] = failureMessages ?? []
      if (status === 'failed') yield { name, status, reason: firstFailure }
      else if (status !== 'passed') yield { name, status: 'skipped', reason: meta?.skipReason ?? 'no reason given' }
      else yield { name, status: firstFailure === undefined ? 'passed' : 'unstable', reason: firstFailure }
    }
  }
}

const PLAYWRIGHT_STATUS = { expected: 'passed', flaky: 'unstable', unexpected: 'failed', skipped: 'skipped' }

function* playwrightResults(folder) {
  const report = read(join(folder, 'playwright.json'))
  for (const { message } of report?.errors ?? []) yield { name: 'End to end', status: 'failed', reason: message }
  if (report) yield* suiteResults(report, [])
}

function* suiteResults(suite, trail) {
  for (const child of suite.suites ?? []) yield* suiteResults(child, [...trail, child.title])
  for (const { title, tests } of suite.specs ?? []) {
    for (const { status, annotations, projectName, results } of tests) {
      const skipReason = annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'
      const firstFailure = results.find(({ error }) => error)?.error.message
      yield {
        name: [projectName, ...trail, title].join(' › '),
        status: PLAYWRIGHT_STATUS[status],
        reason: status === 'skipped' ? skipReason : firstFailure,
      }
    }
  }
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
