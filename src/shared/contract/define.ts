import type { z } from 'zod'

/** A question with one answer. `bytes: true` adds a binary body, sent in chunks beside the JSON. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly kind: 'call'
  readonly input: I
  readonly bytes: boolean
  /** Only there to carry the type of the answer to the renderer. */
  readonly output?: O
}

/** A snapshot followed by changes. Items with the same key may be merged to the newest when the reader is slow. */
export interface StreamDefinition<P extends z.ZodType = z.ZodType, S = unknown, T = unknown> {
  readonly kind: 'stream'
  readonly params: P
  readonly key: (item: T) => string
  readonly snapshot?: S
  readonly item?: T
}

export function call<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ kind: 'call', input, bytes: false })
}

export function bytesCall<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ kind: 'call', input, bytes: true })
}

export function stream<S, T>() {
  return <P extends z.ZodType>(params: P, key: (item: T) => string): StreamDefinition<P, S, T> => ({
    kind: 'stream',
    params,
    key,
  })
}
