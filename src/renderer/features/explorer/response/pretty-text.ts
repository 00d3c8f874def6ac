import { useEffect, useMemo, useState } from 'react'
import { layOut } from './reader/format-json.ts'
import { newDocument } from './response-content.ts'
import type { ResponseDocument } from './response-document.ts'

/**
 * A text laid out for reading. JSON gets its lines by its own text, token by token, so that every number keeps its digits; anything else
 * stays as it is. For short texts: see `prettyTextApart`.
 */
export const prettyText = (text: string): string => (isJson(text) ? (layOut(text) ?? text) : text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The same by a worker, for a text of any length. */
export async function prettyTextApart(text: string, document: ResponseDocument): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  document.begin(bytes.length)
  document.take(bytes)
  document.end()
  const { problem } = await document.summary
  return problem ? text : (await document.ask({ kind: 'laid-out' })).text
}

/** Characters that are laid out in less than a frame. */
const AT_ONCE = 20_000

/** A text laid out for reading. A long one is shown as it came until a worker has laid it out. */
export function usePrettyText(text: string): string {
  const [laidOut, setLaidOut] = useState<{ readonly of: string; readonly text: string }>()
  const short = useMemo(() => (text.length <= AT_ONCE ? prettyText(text) : undefined), [text])
  useEffect(() => {
    if (text.length <= AT_ONCE) return
    const document = newDocument()
    prettyTextApart(text, document)
      .then(
        (pretty) => setLaidOut({ of: text, text: pretty }),
        // It stays as it came.
        () => undefined,
      )
      .finally(() => document.close())
    return () => document.close()
  }, [text])
  return short ?? (laidOut?.of === text ? laidOut.text : text)
}
