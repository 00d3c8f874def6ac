import type { z } from 'zod'

/** A request with one response. With `bytes: true`, a binary body is also sent, in chunks separate from the JSON. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly kind: 'call'
  readonly input: I
  readonly bytes: boolean
  /** Whether a window makes the call without the user, so that it does not count as use of the console. */
  readonly background?: true
  /** Carries the output type to the window at compile time; never set. */
  readonly output?: O
}

/**
 * A stream: a snapshot followed by changes. For a slow window, a newer item may replace earlier items with the same
 * key.
 */
export interface StreamDefinition<P extends z.ZodType = z.ZodType, S = unknown, T = unknown> {
  readonly kind: 'stream'
  readonly params: P
  readonly key: (item: T) => string
  readonly snapshot?: S
  readonly item?: T
}

export function defineCall<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ kind: 'call', input, bytes: false })
}

export function defineBytesCall<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ kind: 'call', input, bytes: true })
}

/**
 * Marks a call that a window makes without the user, for example a quote every few seconds or a page of a list that
 * changed.
 */
export function markAsBackground<D extends CallDefinition>(definition: D): D {
  return { ...definition, background: true }
}

export function defineStream<S, T>() {
  return <P extends z.ZodType>(params: P, key: (item: T) => string): StreamDefinition<P, S, T> => ({
    kind: 'stream',
    params,
    key,
  })
}
