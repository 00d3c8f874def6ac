import { type Differences, differences } from './find-differences.ts'

/* Entry point of the comparison worker. The logic is in `find-differences.ts`. */

interface WorkerScope {
  postMessage(message: Differences): void
  onmessage: ((event: MessageEvent<{ readonly older: string; readonly newer: string }>) => void) | null
}

const scope = self as unknown as WorkerScope
scope.onmessage = ({ data }) => scope.postMessage(differences(data.older, data.newer))
