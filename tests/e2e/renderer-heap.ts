import type { Page } from '@playwright/test'

/** Returns a heap snapshot of the page as text, after a forced garbage collection. */
async function heapSnapshot(window: Page): Promise<string> {
  const session = await window.context().newCDPSession(window)
  try {
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await session.send('HeapProfiler.enable')
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    return chunks.join('')
  } finally {
    await session.detach()
  }
}

/** Returns the names of secrets that the heap contains at least partly, because a snapshot truncates long strings. */
export async function findSecretsInHeap(
  window: Page,
  secrets: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const heap = await heapSnapshot(window)
  return Object.entries(secrets)
    .filter(([, secret]) => partsOf(secret).some((part) => heap.includes(part)))
    .map(([name]) => name)
}

const PART = 40

/** Splits a secret into consecutive parts of equal length. Omits a shorter part at the end. */
function partsOf(secret: string): readonly string[] {
  if (secret.length <= PART) return [secret]
  const count = Math.ceil((secret.length - PART) / PART) + 1
  return Array.from({ length: count }, (_, index) => secret.slice(index * PART, index * PART + PART)).filter(
    ({ length }) => length === PART,
  )
}
