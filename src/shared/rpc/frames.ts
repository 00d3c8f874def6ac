import type { ContractError } from '../contract/errors.ts'

/**
 * Frames that the window sends. The window chooses `id`, an increasing number that identifies one call or stream of the
 * connection.
 */
export type WindowFrame =
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | {
      readonly t: 'open'
      readonly id: number
      readonly name: string
      readonly params: unknown
      /** Number of batches that the host may send before it receives more `credit`. */
      readonly credit: number
    }
  | { readonly t: 'credit'; readonly id: number; readonly credit: number }
  | { readonly t: 'close'; readonly id: number }

/** Frames that the host sends. */
export type HostFrame =
  | {
      readonly t: 'result'
      readonly id: number
      readonly output: unknown
      /** Number of body bytes in earlier `bytes` frames; absent without a body. */
      readonly bytes?: number
    }
  | {
      /** Start of the body of a call, before its result: the body may still be arriving. */
      readonly t: 'body'
      readonly id: number
      /** Size of the whole body in bytes, if known. */
      readonly length?: number
    }
  | { readonly t: 'error'; readonly id: number; readonly error: ContractError }
  | {
      readonly t: 'items'
      readonly id: number
      /** Number of the batch in this stream, starting at 0. A skipped number means that a batch was lost. */
      readonly seq: number
      /**
       * The whole value, which replaces everything received before. Present in the first batch and whenever the host
       * restarts the stream.
       */
      readonly snapshot?: unknown
      readonly items: readonly unknown[]
      /** Number of items that newer items replaced since the last batch, because the window was slow. */
      readonly merged: number
    }
  | {
      readonly t: 'bytes'
      readonly id: number
      readonly seq: number
      readonly data: Uint8Array
    }
  | { readonly t: 'close'; readonly id: number; readonly error?: ContractError }

export type Frame = WindowFrame | HostFrame

/** Maximum number of bytes in one `bytes` frame. */
export const CHUNK_BYTES = 128 * 1024

/**
 * Number of `bytes` frames in flight before the window must send credit. It is high enough for a remote window, and low
 * enough that little remains at the end.
 */
export const CHUNK_CREDIT = 16

/**
 * Number of batches in flight. It is high enough to hide one round trip, and low enough to detect a slow window
 * immediately.
 */
export const BATCH_CREDIT = 4
