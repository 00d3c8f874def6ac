import { useEffect, useMemo, useState } from 'react'
import { newDocument } from '../explorer/response/response-content.ts'
import { prettyText, prettyTextApart } from './pretty-text.ts'

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
