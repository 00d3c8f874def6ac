/** Sent by the desktop program to the command line that started it, over the ipc channel of the two processes. */
export type LaunchReport =
  /** The first window is visible: if the program ends later, its start has not failed. */
  | { readonly kind: 'window' }
  /** No window will open, for a reason that applies to browser mode too. */
  | { readonly kind: 'refused'; readonly message: string }
  /** No window can open; browser mode may still work. */
  | { readonly kind: 'failed'; readonly message: string }

/** Longest message that is read, in characters. */
const MAX_MESSAGE = 2_000

/** Parses a message from the desktop program; undefined for an invalid one. */
export function parseLaunchReport(value: unknown): LaunchReport | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'window') return { kind: 'window' }
  if (value.kind !== 'refused' && value.kind !== 'failed') return undefined
  if (!('message' in value) || typeof value.message !== 'string') return undefined
  return { kind: value.kind, message: value.message.slice(0, MAX_MESSAGE) }
}
