import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Combines the reports of both test runners: counts, and each skipped test with its reason. */
export function collectResults(folder) {
  const totals = { passed: 0, failures: 0, skipped: [] }
  const vitest = read(join(folder, 'vitest.json'))
  for (const file of vitest?.testResults ?? []) {
    for (const { status, fullName, meta } of file.assertionResults) {
      if (status === 'passed') totals.passed += 1
      else if (status === 'failed') totals.failures += 1
      else
        totals.skipped.push({
          name: `${relative(process.cwd(), file.name)}: ${fullName}`,
          reason: meta?.skipReason ?? 'no reason given',
        })
    }
  }
  const walk = (suite, trail) => {
    for (const child of suite.suites ?? []) walk(child, [...trail, child.title])
    for (const { title, tests } of suite.specs ?? []) {
      for (const { status, annotations, projectName } of tests) {
        if (status === 'expected' || status === 'flaky') totals.passed += 1
        else if (status === 'unexpected') totals.failures += 1
        else {
          const reason = annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'
          totals.skipped.push({ name: [projectName, ...trail, title].join(' › '), reason })
        }
      }
    }
  }
  const playwright = read(join(folder, 'playwright.json'))
  if (playwright) walk(playwright, [])
  return totals
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
