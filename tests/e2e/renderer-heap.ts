import type { Page } from '@playwright/test'

/** Everything that is alive in the page's heap after a forced collection, as the text of a snapshot. */
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

/** The names of those secrets of which a part is found in the heap. A snapshot cuts long strings, so parts are looked for. */
export async function foundInHeap(window: Page, secrets: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const heap = await heapSnapshot(window)
  return Object.entries(secrets)
    .filter(([, secret]) => partsOf(secret).some((part) => heap.includes(part)))
    .map(([name]) => name)
}

const PART = 40

/** Windows over the whole, far enough apart to be few and near enough that none of the secret hides between two. */
function partsOf(secret: string): readonly string[] {
  if (secret.length <= PART) return [secret]
  const count = Math.ceil((secret.length - PART) / PART) + 1
  return Array.from({ length: count }, (_, index) => secret.slice(index * PART, index * PART + PART)).filter(
    ({ length }) => length === PART,
  )
}
