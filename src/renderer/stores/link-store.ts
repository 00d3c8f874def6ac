import { create } from 'zustand'
import type { Link, LinkState } from '../../shared/rpc/link.ts'
import { REFUSED } from '../platform/web-socket-transport.ts'

export interface LinkView {
  readonly state: LinkState
  /** The window has been connected at least once: what it shows is real, though it may be old. */
  readonly wasOpen: boolean
  /** ms since epoch; absent while the connection is open. */
  readonly downSince?: number
  /** Why there is no connection, as far as it is known: a failed attempt knows less than what ended the last one. */
  readonly reason?: string
}

export const useLinkStore = create<LinkView>()(() => ({ state: { kind: 'connecting', attempt: 1 }, wasOpen: false }))

/** What the window shows after a change of its connection. An outage lasts until the connection is open again. */
export function nextLinkView(view: LinkView, state: LinkState, now: number): LinkView {
  if (state.kind === 'open') return { state, wasOpen: true }
  const downSince = view.downSince ?? (view.wasOpen || state.kind === 'down' ? now : undefined)
  const told = state.kind === 'down' ? state.reason : undefined
  const reason = told === undefined || (told === REFUSED && view.reason) ? view.reason : told
  return {
    state,
    wasOpen: view.wasOpen,
    ...(downSince === undefined ? {} : { downSince }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Follows the connection. Returns its stop. */
export function followLink(link: Link, now: () => number = Date.now): () => void {
  const follow = (state: LinkState): void =>
    useLinkStore.setState(nextLinkView(useLinkStore.getState(), state, now()), true)
  follow(link.state)
  return link.onState(follow)
}

/** Whether anything can be sent now. */
export const useIsConnected = (): boolean => useLinkStore((data) => data.state.kind === 'open')
