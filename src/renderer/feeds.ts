import { hasEnded } from '../shared/domain/orders.ts'
import type { Link } from '../shared/rpc/reconnecting-link.ts'
import { takeAdditions } from './features/catalogue/index.ts'
import { useConfirmationStore } from './features/confirmation/index.ts'
import { takeSaved } from './features/explorer/index.ts'
import { receiveGuardRails } from './features/guard-rails/index.ts'
import { useHistoryStore } from './features/history/index.ts'
import { followInbox } from './features/inbox/index.ts'
import { applyImportsItems, useImportsStore } from './features/keys/index.ts'
import { receiveTicketDefaults, useLayoutsStore } from './features/orders/index.ts'
import { useCancelRules } from './features/profiles/index.ts'
import { applyConnectionItems, useConnectionStore } from './features/session/index.ts'
import { mergeValues, useStreamStore } from './features/stream/index.ts'
import { useKeysStore } from './features/vault/index.ts'
import { receiveWaits, useWaitStore } from './features/waiting/index.ts'
import { eachConnection } from './platform/each-connection.ts'
import { rememberProfile } from './platform/host-link.ts'
import { useAppStore } from './stores/app-store.ts'
import { followLink } from './stores/link-store.ts'
import { openFeed, openNewest } from './stores/open-feed.ts'
import { applyOrdersItems, ordersFromSnapshot, useOrdersStore } from './stores/orders-store.ts'
import { usePlatformStore } from './stores/platform-store.ts'
import { useProfilesStore } from './stores/profiles-store.ts'
import {
  applySessionItems,
  type SessionData,
  sessionFromSnapshot,
  usePacingStore,
  useSessionStore,
} from './stores/session-store.ts'
import { dismissToastsAbout } from './stores/toast-store.ts'

/** Opens the feeds that all views share. Returns a function that closes the feeds. */
export function startFeeds(link: Link): () => void {
  const stops = [
    followLink(link),
    eachConnection(link, () => readHost(link)),
    openFeed(link, 'app.notices', 'Notices', {
      snapshot: (notices) => useAppStore.setState({ notices }),
      items: (batch) => useAppStore.setState(({ notices }) => ({ notices: [...notices, ...batch] })),
    }),
    openFeed(link, 'session.feed', 'Session updates', {
      snapshot: (snapshot) => receiveSession(() => sessionFromSnapshot(snapshot)),
      items: (batch) => receiveSession((data) => applySessionItems(data, batch)),
    }),
    openFeed(link, 'connection.feed', 'Connection log', {
      snapshot: (snapshot) => useConnectionStore.setState(snapshot),
      items: (batch) => useConnectionStore.setState((data) => applyConnectionItems(data, batch)),
    }),
    openFeed(link, 'orders.feed', 'Order feed', {
      snapshot: (snapshot) => useOrdersStore.setState((data) => ordersFromSnapshot(data, snapshot, Date.now())),
      items: (batch) => {
        useOrdersStore.setState((data) => applyOrdersItems(data, batch, Date.now()))
        // The toast that an order was accepted is out of date once the order is cancelled.
        for (const item of batch)
          if (item.kind === 'order' && hasEnded(item.order) && item.order.status !== 'Filled')
            dismissToastsAbout(`order ${item.order.orderId}`)
      },
      // Marks the orders as stale, because they receive no more updates.
      ended: (reason) => useOrdersStore.setState({ health: { kind: 'stale', since: Date.now(), reason } }),
    }),
    openFeed(link, 'imports.feed', 'Key wizard', {
      snapshot: (snapshot) => useImportsStore.setState(snapshot),
      items: (batch) => useImportsStore.setState((data) => applyImportsItems(data, batch)),
    }),
    openFeed(link, 'requests.waiting', 'Request queue', {
      snapshot: (waiting) => receiveWaits(waiting),
      items: (batch) => receiveWaits(batch, useWaitStore.getState().waits),
    }),
    openFeed(link, 'stream.values', 'Live values', {
      snapshot: (values) => useStreamStore.setState({ values: mergeValues(new Map(), values) }),
      items: (batch) => useStreamStore.setState(({ values }) => ({ values: mergeValues(values, batch) })),
    }),
    followInbox(link),
    openNewest(link, 'session.pacing', 'Rate limits', (pacing) => usePacingStore.setState({ pacing })),
    openNewest(link, 'layouts.feed', 'Saved views', (layouts) => useLayoutsStore.setState({ layouts })),
    openNewest(link, 'ticket.defaults', 'Ticket defaults', receiveTicketDefaults),
    openNewest(link, 'profiles.feed', 'Profile list', (list) => {
      rememberProfile(list.selectedId)
      useProfilesStore.setState({ list })
    }),
    openNewest(link, 'guardRails.feed', 'Guard rails', receiveGuardRails),
    openNewest(link, 'safety.cancelRules', 'Cancel rules', (rules) => useCancelRules.setState({ rules })),
    openNewest(link, 'keys.feed', 'Key stores', (keys) => useKeysStore.setState({ keys })),
    openNewest(link, 'confirmation.feed', 'Confirmations', (waiting) => useConfirmationStore.setState({ waiting })),
    openNewest(link, 'history.feed', 'History', (pulse) => useHistoryStore.setState({ pulse })),
    openNewest(link, 'catalogue.feed', 'Operation catalogue', takeAdditions),
    openNewest(link, 'saved.feed', 'Saved requests', takeSaved),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function receiveSession(change: (data: SessionData) => SessionData): void {
  const wasArmed = useSessionStore.getState().view?.arming.kind === 'armed'
  useSessionStore.setState(change)
  // The toast that the profile is armed is out of date once it is disarmed, for example by the kill switch.
  if (wasArmed && useSessionStore.getState().view?.arming.kind !== 'armed') dismissToastsAbout('arming')
}

/** Loads information about the host after each connection, because the host may have changed. */
function readHost(link: Link): void {
  link.call('app.info', {}).then(
    (info) => useAppStore.setState({ info }),
    () => undefined,
  )
  link.call('platform.capabilities', {}).then(
    (capabilities) => usePlatformStore.setState({ capabilities }),
    () => undefined,
  )
}
