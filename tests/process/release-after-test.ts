import { onTestFinished } from 'vitest'

/**
 * Calls a release function after the running test, in reverse order. A hook that is registered while a module loads
 * would run only for the first test file if files share a process.
 */
export function releaseAfterTest(release: () => unknown): void {
  onTestFinished(async () => {
    await release()
  })
}
