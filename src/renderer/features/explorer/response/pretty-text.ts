import { useEffect, useMemo, useState } from 'react'
import { layOut } from './reader/format-json.ts'
import { newDocument } from './response-content.ts'
import type { ResponseDocument } from './response-document.ts'

/**
 * Formats a short text for reading. JSON is re-indented token by token, so numbers keep all digits. Other text is
 * unchanged. For long texts, use `prettyTextApart`.
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

/** Formats a text of any length in a worker. */
export async function prettyTextApart(text: string, document: ResponseDocument): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  document.begin(bytes.length)
  document.take(bytes)
  document.end()
  const { problem } = await document.summary
  return problem ? text : (await document.ask({ kind: 'laid-out' })).text
}

/** Longest text that can be formatted within one frame. */
const AT_ONCE = 20_000

/** Formats a text for reading. A long text is shown unformatted until a worker has formatted it. */
export function usePrettyText(text: string): string {
  const [laidOut, setLaidOut] = useState<{ readonly of: string; readonly text: string }>()
  const short = useMemo(() => (text.length <= AT_ONCE ? prettyText(text) : undefined), [text])
  useEffect(() => {
    if (text.length <= AT_ONCE) return
    const document = newDocument()
    prettyTextApart(text, document)
      .then(
        (pretty) => setLaidOut({ of: text, text: pretty }),
        // Keep the unformatted text.
        () => undefined,
      )
      .finally(() => document.close())
    return () => document.close()
  }, [text])
  return short ?? (laidOut?.of === text ? laidOut.text : text)
}
