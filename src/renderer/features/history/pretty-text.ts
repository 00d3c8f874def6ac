import { layOut } from '../explorer/response/reader/format-json.ts'
import type { AnswerDocument } from '../explorer/response/response-document.ts'

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
export async function prettyTextApart(text: string, document: AnswerDocument): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  document.begin(bytes.length)
  document.take(bytes)
  document.end()
  const { problem } = await document.summary
  return problem ? text : (await document.ask({ kind: 'laid-out' })).text
}
