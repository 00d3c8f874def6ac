import type { ContractError } from '../contract/errors.ts'

/** What the window sends. `id` is chosen by the window, counts up, and names one call or one stream of the connection. */
export type WindowFrame =
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | {
      readonly t: 'open'
      readonly id: number
      readonly name: string
      readonly params: unknown
      /** Batches that the host may send before it receives `credit`. */
      readonly credit: number
    }
  | { readonly t: 'credit'; readonly id: number; readonly credit: number }
  | { readonly t: 'close'; readonly id: number }

/** What the host sends. */
export type HostFrame =
  | {
      readonly t: 'result'
      readonly id: number
      readonly output: unknown
      /** Bytes of the body that came before in `bytes` frames; absent where there is none. */
      readonly bytes?: number
    }
  | {
      /** The body of a call begins, before its result: it may still be arriving. */
      readonly t: 'body'
      readonly id: number
      /** Bytes of the whole body, where known. */
      readonly length?: number
    }
  | { readonly t: 'error'; readonly id: number; readonly error: ContractError }
  | {
      readonly t: 'items'
      readonly id: number
      /** Counts up by one per batch of this stream, from 0. A hole means that a batch was lost. */
      readonly seq: number
      /** Present on the first batch and whenever the host starts over: replaces all that came before. */
      readonly snapshot?: unknown
      readonly items: readonly unknown[]
      /** How many items were merged into newer ones since the last batch because the window was slow. */
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

/** Bytes in one `bytes` frame. */
export const CHUNK_BYTES = 128 * 1024

/** `bytes` frames in flight before the window has to grant more: enough for a distant window, and little to wait for at the end. */
export const CHUNK_CREDIT = 16

/** Batches in flight: enough to hide one round trip, few enough to notice a slow window at once. */
export const BATCH_CREDIT = 4
