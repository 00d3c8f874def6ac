import type { ComparedDocument } from '../../shared/catalogue/document/compare-document.ts'

/**
 * Parses the bytes of an OpenAPI document and compares it with the catalogue, outside of the thread that serves the windows.
 * Rejects with a HostError: `invalid-input` where it is none, `limit` where it takes too long or too much.
 */
export type DocumentReader = (bytes: Uint8Array, signal: AbortSignal) => Promise<ComparedDocument>

/** What the thread answers, once. */
export type DocumentReply =
  | { readonly kind: 'judged'; readonly judged: ComparedDocument }
  | { readonly kind: 'refused'; readonly message: string }
