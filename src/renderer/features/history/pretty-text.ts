import { layOut } from '../answer/reader/lay-out.ts'

/** JSON that is longer stays as it came: laying it out would take a moment that somebody notices. */
const LAID_OUT_BYTES = 1_000_000

/**
 * A body as text that can be read and compared. JSON gets its lines by its own text, token by token, so that every number
 * keeps its digits; anything else stays as it is.
 */
export function prettyText(body: Uint8Array): string {
  const text = new TextDecoder().decode(body)
  if (body.byteLength > LAID_OUT_BYTES || !isJson(text)) return text
  return layOut(text) ?? text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
