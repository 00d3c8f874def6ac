import type { JudgedDocument } from '../../shared/catalogue/document/judge-document.ts'

/**
 * Parses the bytes of an OpenAPI document and compares it with the catalogue, outside of the thread that serves the windows.
 * Rejects with a HostError: `invalid-input` where it is none, `limit` where it takes too long or too much.
 */
export type DocumentReader = (bytes: Uint8Array, signal: AbortSignal) => Promise<JudgedDocument>

/** What the thread answers, once. */
export type DocumentReply =
  | { readonly kind: 'judged'; readonly judged: JudgedDocument }
  | { readonly kind: 'refused'; readonly message: string }
