/** Views of the window. Each view has an address, so that a reload shows it again. */
const VIEWS = ['explorer', 'orders', 'portfolio', 'stream', 'history', 'session', 'profiles', 'keys'] as const

export type View = (typeof VIEWS)[number]

export const isView = (value: unknown): value is View => (VIEWS as readonly unknown[]).includes(value)

/** Scheme of the links that open the desktop program. */
export const LINK_SCHEME = 'ibkr-console'

/** Target of a link. Links only open views, because any web page can contain a link. */
export type ConsoleLink =
  | { readonly kind: 'view'; readonly view: View }
  /** `id`: id of an operation of the catalogue, which the explorer opens with example values. */
  | { readonly kind: 'operation'; readonly id: string }

/** Parses a link such as `ibkr-console://view/orders`. Returns undefined for an invalid link or an unknown view. */
export function parseConsoleLink(text: string): ConsoleLink | undefined {
  const match = /^ibkr-console:\/\/(view|operation)\/([\w.-]{1,100})\/?$/i.exec(text)
  const [, kind, name] = match ?? []
  if (kind === undefined || name === undefined) return undefined
  if (kind.toLowerCase() === 'operation') return { kind: 'operation', id: name }
  return isView(name) ? { kind: 'view', view: name } : undefined
}

/** Returns the link among the arguments with which the system started the program. */
export function findLink(argv: readonly string[]): string | undefined {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`))
}
