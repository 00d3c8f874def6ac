import type { z } from 'zod'

/** A request with one response. `bytes: true` adds a binary body, which is sent in chunks next to the JSON. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly kind: 'call'
  readonly input: I
  readonly bytes: boolean
  /** Carries the output type to the window at compile time; never set. */
  readonly output?: O
}

/** A snapshot followed by changes. For a slow window, a newer item may replace earlier ones with the same key. */
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
