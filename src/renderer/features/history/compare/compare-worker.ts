import { type Differences, differences } from './find-differences.ts'

/* The shell of the worker that compares two answers; what it does is in `find-differences.ts`. It ends when the page lets it go. */

interface WorkerScope {
  postMessage(message: Differences): void
  onmessage: ((event: MessageEvent<{ readonly older: string; readonly newer: string }>) => void) | null
}

const scope = self as unknown as WorkerScope
scope.onmessage = ({ data }) => scope.postMessage(differences(data.older, data.newer))
