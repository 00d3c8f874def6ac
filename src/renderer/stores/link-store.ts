import { create } from 'zustand'
import type { Link, LinkState } from '../../shared/rpc/reconnecting-link.ts'
import { REFUSED } from '../platform/web-socket-transport.ts'

export interface LinkView {
  readonly state: LinkState
  /** Whether the window has been connected at least once. */
  readonly wasOpen: boolean
  /** Time of the connection loss in ms since epoch. Absent while the connection is open. */
  readonly downSince?: number | undefined
  /** Reason why there is no connection. */
  readonly reason?: string | undefined
}

export const useLinkStore = create<LinkView>()(() => ({ state: { kind: 'connecting', attempt: 1 }, wasOpen: false }))

/** Returns the link state after a connection change. An outage lasts until the connection is open again. */
export function nextLinkView(view: LinkView, state: LinkState, now: number): LinkView {
  if (state.kind === 'open') return { state, wasOpen: true }
  const downSince = view.downSince ?? (view.wasOpen || state.kind === 'down' ? now : undefined)
  const received = state.kind === 'down' ? state.reason : undefined
  const reason = received === undefined || (received === REFUSED && view.reason) ? view.reason : received
  return { state, wasOpen: view.wasOpen, downSince, reason }
}

/** Follows the connection. Returns an unsubscribe function. */
export function followLink(link: Link, now: () => number = Date.now): () => void {
  const follow = (state: LinkState): void =>
    useLinkStore.setState(nextLinkView(useLinkStore.getState(), state, now()), true)
  follow(link.state)
  return link.onState(follow)
}

/** Reports whether the window is connected to the host. */
export const useIsConnected = (): boolean => useLinkStore((data) => data.state.kind === 'open')
