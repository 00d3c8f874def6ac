import { create } from 'zustand'
import { isView, type View } from '../../shared/domain/console-link.ts'
import { hashOfView, viewOfHash } from '../platform/hash-route.ts'
import { recall, remember } from '../platform/local-memory.ts'
import { useMediaQuery } from '../platform/use-media-query.ts'

interface NavigationData {
  readonly view: View
  /** Whether the navigation shows only icons. Undefined until the user chooses in a narrow window. */
  readonly collapsed: boolean | undefined
}

const isChosen = (value: unknown): value is boolean => typeof value === 'boolean'

export const useNavigationStore = create<NavigationData>()(() => ({
  view: 'explorer',
  collapsed: recall('navigation-collapsed', isChosen, undefined),
}))

/** Media query for windows that are too narrow for the navigation labels. */
const NARROW = '(max-width: 1100px)'

export function useNavigationCollapsed(): boolean {
  const isNarrow = useMediaQuery(NARROW)
  return useNavigationStore((data) => data.collapsed) ?? isNarrow
}

export function toggleNavigation(): void {
  const collapsed = !(useNavigationStore.getState().collapsed ?? matchMedia(NARROW).matches)
  remember('navigation-collapsed', collapsed)
  useNavigationStore.setState({ collapsed })
}

/** Opens a view and updates the address, so that the back button and a reload work. */
export function goTo(view: View): void {
  enter(view)
  if (viewOfHash(window.location.hash) !== view) window.location.hash = hashOfView(view)
}

/** Opens the view of the address whenever the address changes. Returns an unsubscribe function. */
export function followAddress(): () => void {
  const follow = (): void => {
    const view = viewOfHash(window.location.hash)
    if (view) enter(view)
  }
  if (viewOfHash(window.location.hash)) follow()
  else window.location.replace(hashOfView(recall('view', isView, 'explorer')))
  window.addEventListener('hashchange', follow)
  follow()
  return () => window.removeEventListener('hashchange', follow)
}

function enter(view: View): void {
  remember('view', view)
  if (useNavigationStore.getState().view !== view) useNavigationStore.setState({ view })
}
