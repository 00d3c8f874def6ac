import { normalisePath } from '../api-path.ts'

/** Returns the id of the question to which a request with this path replies; undefined if it is no reply. */
export function readReplyId(path: string): string | undefined {
  const id = /^iserver\/reply\/([^/]+)$/.exec(normalisePath(path))?.[1]
  if (id === undefined) return undefined
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
