/** Views of the window. Each view has an address, so that a reload shows it again. */
const VIEWS = ['explorer', 'orders', 'stream', 'history', 'session', 'profiles', 'keys'] as const

export type View = (typeof VIEWS)[number]

export const isView = (value: unknown): value is View => (VIEWS as readonly unknown[]).includes(value)

/** Parses the view from an address: `#/orders` → `orders`. Returns undefined for an unknown view. */
export function viewOfHash(hash: string): View | undefined {
  const name = hash.replace(/^#\/?/, '').split('/')[0]
  return isView(name) ? name : undefined
}

export const hashOfView = (view: View): string => `#/${view}`
