import { onTestFinished } from 'vitest'

/**
 * Calls a release when the running test has ended, the last one first. A hook that a module registers while it is loaded would not do:
 * where test files share a process, it runs for the first of them alone.
 */
export function releaseAfterTest(release: () => unknown): void {
  onTestFinished(async () => {
    await release()
  })
}
