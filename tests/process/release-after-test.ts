import { onTestFinished } from 'vitest'

/**
 * Calls a release after the running test, in reverse order. A hook registered while a module loads would only run for
 * the first file, if test files share a process.
 */
export function releaseAfterTest(release: () => unknown): void {
  onTestFinished(async () => {
    await release()
  })
}
