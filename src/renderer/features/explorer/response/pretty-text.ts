import { useCallback, useMemo } from 'react'
import { formatJson } from './reader/format-json.ts'
import { newDocument } from './response-content.ts'
import type { ResponseDocument } from './response-document.ts'
import { useLoaded } from './use-query.ts'

/** Formats a short string. Numbers in JSON keep all digits. Other text remains unchanged. */
export const prettyText = (text: string): string => (isJson(text) ? (formatJson(text) ?? text) : text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Formats a string of any length in a worker.
 * @throws ReaderError
 */
export async function formatInWorker(text: string, document: ResponseDocument): Promise<string> {
  try {
    const bytes = new TextEncoder().encode(text)
    document.begin(bytes.length)
    document.take(bytes)
    document.end()
    const { problem } = await document.summary
    return problem ? text : await document.query('text', { pretty: true })
  } finally {
    document.close()
  }
}

/** Maximum length in characters that can be formatted within one frame. */
const MAX_IMMEDIATE = 20_000

/** Returns a formatted string. A long string is unformatted until a worker has formatted it. */
export function usePrettyText(text: string): string {
  const short = useMemo(() => (text.length <= MAX_IMMEDIATE ? prettyText(text) : undefined), [text])
  const load = useCallback(
    async () => ({ of: text, text: short ?? (await formatInWorker(text, newDocument())) }),
    [text, short],
  )
  const long = useLoaded(load)
  return short ?? (long?.of === text ? long.text : text)
}
