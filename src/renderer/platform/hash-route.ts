import { isView, type View } from '../../shared/domain/console-link.ts'

/** Parses the view from an address: `#/orders` → `orders`. Returns undefined for an unknown view. */
export function viewOfHash(hash: string): View | undefined {
  const name = hash.replace(/^#\/?/, '').split('/')[0]
  return isView(name) ? name : undefined
}

export const hashOfView = (view: View): string => `#/${view}`
