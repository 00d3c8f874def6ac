import type { Effect, Operation } from './operation.ts'

/** `unknown`: no catalogued operation, or a path that cannot be trusted. Treat it like `money`. */
export type RequestEffect = Effect | 'unknown'

/** The judgement on one request, and the only path that may be sent on its strength. */
export interface RequestClassification {
  readonly effect: RequestEffect
  /** The catalogued operation that matched. */
  readonly operation?: Operation
  /** What was judged. Send exactly this; when it is absent, send nothing at all. */
  readonly canonicalPath?: string
  /** One sentence for the person who is asked to arm. */
  readonly reason: string
}

export function classifyRequest(_request: { readonly method: string; readonly path: string }): RequestClassification {
  return { effect: 'unknown', reason: 'Not judged yet.' }
}
