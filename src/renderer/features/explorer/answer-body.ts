/** The body of an answer, read once when it arrives. */
export type AnswerBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly text: string; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }

/** IBKR labels JSON as text now and then and HTML as JSON: the content decides, not the header. */
export function readAnswerBody(bytes: Uint8Array): AnswerBody {
  if (bytes.byteLength === 0) return { kind: 'empty' }
  const text = new TextDecoder().decode(bytes)
  try {
    return { kind: 'json', text, value: JSON.parse(text) as unknown }
  } catch {
    return { kind: 'text', text }
  }
}
