/** Sent by the desktop program to the command line that started it, over the ipc channel of the two processes. */
export type LaunchReport =
  /** The first window is visible: from now on an end of the program is no failed start. */
  | { readonly kind: 'window' }
  /** No window will open, for a reason that applies to browser mode too. */
  | { readonly kind: 'refused'; readonly message: string }
  /** No window can open; browser mode may still work. */
  | { readonly kind: 'failed'; readonly message: string }

/** Characters of a message that are read. */
const MAX_MESSAGE = 2_000

/** Undefined for anything else that arrives over the channel. */
export function parseLaunchReport(value: unknown): LaunchReport | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'window') return { kind: 'window' }
  if (value.kind !== 'refused' && value.kind !== 'failed') return undefined
  if (!('message' in value) || typeof value.message !== 'string') return undefined
  return { kind: value.kind, message: value.message.slice(0, MAX_MESSAGE) }
}
