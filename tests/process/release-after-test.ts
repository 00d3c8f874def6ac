import { onTestFinished } from 'vitest'

/**
 * Calls a release after the running test, in reverse order. A hook registered while a module loads would not work:
 * where test files share a process, it runs for the first file only.
 */
export function releaseAfterTest(release: () => unknown): void {
  onTestFinished(async () => {
    await release()
  })
}
