/** What a desktop program tells the command line that started it, over the channel between the two processes. */
export type LaunchReport =
  /** The first window is on screen: what ends the program from now on is no failed start. */
  | { readonly kind: 'window' }
  /** It will not open a window, for a reason that browser mode would meet too; it has said so. */
  | { readonly kind: 'refused' }

/** Undefined for anything else that comes over the channel. */
export function parseLaunchReport(value: unknown): LaunchReport | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  return value.kind === 'window' || value.kind === 'refused' ? { kind: value.kind } : undefined
}
