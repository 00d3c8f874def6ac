/**
 * Message that the desktop program sends to the command line that started it, over the IPC channel of the two
 * processes.
 */
export type LaunchReport =
  /** The first window is visible. If the program ends later, its start has not failed. */
  | { readonly kind: 'window' }
  /** No window will open, for a reason that also applies to browser mode. */
  | { readonly kind: 'refused'; readonly message: string }
  /** No window can open; browser mode may still work. */
  | { readonly kind: 'failed'; readonly message: string }

/** Maximum length of a message, in characters. Longer messages are cut. */
const MAX_MESSAGE = 2_000

/** Parses a message from the desktop program. Returns undefined for an invalid message. */
export function parseLaunchReport(value: unknown): LaunchReport | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'window') return { kind: 'window' }
  if (value.kind !== 'refused' && value.kind !== 'failed') return undefined
  if (!('message' in value) || typeof value.message !== 'string') return undefined
  return { kind: value.kind, message: value.message.slice(0, MAX_MESSAGE) }
}
