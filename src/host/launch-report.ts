/** What a desktop program tells the command line that started it, over the channel between the two processes. */
export type LaunchReport =
  /** The first window is on screen: what ends the program from now on is no failed start. */
  | { readonly kind: 'window' }
  /** It will not open a window, for a reason that browser mode would meet too. */
  | { readonly kind: 'refused'; readonly words: string }
  /** It cannot open a window; browser mode may still work. */
  | { readonly kind: 'failed'; readonly words: string }

/** Characters of a sentence that are read. */
const MAX_WORDS = 2_000

/** Undefined for anything else that comes over the channel. */
export function parseLaunchReport(value: unknown): LaunchReport | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'window') return { kind: 'window' }
  if (value.kind !== 'refused' && value.kind !== 'failed') return undefined
  if (!('words' in value) || typeof value.words !== 'string') return undefined
  return { kind: value.kind, words: value.words.slice(0, MAX_WORDS) }
}
