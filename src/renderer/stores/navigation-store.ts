import { create } from 'zustand'
import { hashOfView, isView, type View, viewOfHash } from '../platform/hash-route.ts'
import { recall, remember } from '../platform/local-memory.ts'

export const useNavigationStore = create<{ readonly view: View }>()(() => ({ view: 'explorer' }))

/** Goes to a view at once: what comes next finds it there. Its address follows, so that the back button and a reload work. */
export function goTo(view: View): void {
  enter(view)
  if (viewOfHash(window.location.hash) !== view) window.location.hash = hashOfView(view)
}

/** Follows the address bar from now on. An address without a view leads to the last one. Returns its stop. */
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
