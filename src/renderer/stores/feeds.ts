import type { ConnectionItem } from '../../shared/contract/connection-views.ts'
import type { StreamSnapshot } from '../../shared/contract/inference.ts'
import type { LiveValues } from '../../shared/contract/stream-views.ts'
import type { OrdersItem, SessionItem } from '../../shared/contract/views.ts'
import type { Link } from '../../shared/rpc/link.ts'
import { useConfirmationStore } from '../features/confirmation/confirmation-store.ts'
import { useJournalStore } from '../features/journal/journal-store.ts'
import { useLayoutsStore } from '../features/orders/layouts/layouts-store.ts'
import { takeWaits, useWaitStore } from '../features/waiting/wait-store.ts'
import { eachConnection } from '../platform/each-connection.ts'
import { createFrameBatcher } from '../platform/frame-batcher.ts'
import { useAppStore } from './app-store.ts'
import { takeAdditions } from './catalogue-store.ts'
import { applyConnectionItems, useConnectionStore } from './connection-store.ts'
import { useHistoryStore } from './history-store.ts'
import { applyImportsItems, importsFromSnapshot, useImportsStore } from './imports-store.ts'
import { useKeysStore } from './keys-store.ts'
import { followLink } from './link-store.ts'
import { applyOrdersItems, ordersFromSnapshot, useOrdersStore } from './orders-store.ts'
import { usePlatformStore } from './platform-store.ts'
import { useProfilesStore } from './profiles-store.ts'
import { takeSaved } from './saved-store.ts'
import { applySessionItems, sessionFromSnapshot, useSessionStore } from './session-store.ts'
import { mergeValues, useStreamStore } from './stream-store.ts'
import { showToast } from './toast-store.ts'

type NewestFeed =
  | 'layouts.feed'
  | 'journal.feed'
  | 'profiles.feed'
  | 'keys.feed'
  | 'confirmation.feed'
  | 'history.feed'
  | 'catalogue.feed'
  | 'saved.feed'
  | 'stream.feed'

/** Opens what the window lives on: the connection, the session, the orders, the profiles and their keys. Returns the stop of all of them. */
export function startFeeds(link: Link): () => void {
  const stops = [
    followLink(link),
    openSession(link),
    openConnection(link),
    openOrders(link),
    openNewest(link, 'layouts.feed', (layouts) => useLayoutsStore.setState({ layouts }), 'News of saved views ended'),
    openNewest(link, 'journal.feed', (pulse) => useJournalStore.setState({ pulse }), 'News of the journal ended'),
    openNewest(link, 'profiles.feed', (list) => useProfilesStore.setState({ list }), 'The list of profiles ended'),
    openImports(link),
    openNewest(
      link,
      'keys.feed',
      (keys) => useKeysStore.setState({ keys }),
      'What is known of keychain and vault ended',
    ),
    openNewest(
      link,
      'confirmation.feed',
      (waiting) => useConfirmationStore.setState({ waiting }),
      'Confirmations ended',
    ),
    openNewest(link, 'history.feed', (pulse) => useHistoryStore.setState({ pulse }), 'News of the history ended'),
    openNewest(link, 'catalogue.feed', takeAdditions, 'News of the catalogue ended'),
    openNewest(link, 'saved.feed', takeSaved, 'News of saved requests ended'),
    openWaits(link),
    openNewest(link, 'stream.feed', (view) => useStreamStore.setState({ view }), 'News of the socket ended'),
    openStreamValues(link),
    openNotices(link),
    readHost(link),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Opens a feed whose newest item replaces everything before it. */
function openNewest<N extends NewestFeed>(
  link: Link,
  name: N,
  take: (value: StreamSnapshot<N>) => void,
  ended: string,
): () => void {
  return link.open<NewestFeed>(
    name,
    {},
    {
      snapshot: (value) => take(value as StreamSnapshot<N>),
      items(batch) {
        const value = batch.at(-1)
        if (value) take(value as StreamSnapshot<N>)
      },
      closed: (error) => error && showToast('bad', `${ended}: ${error.message}`),
    },
  )
}

function openSession(link: Link): () => void {
  const batcher = createFrameBatcher<SessionItem>((batch) =>
    useSessionStore.setState((data) => applySessionItems(data, batch)),
  )
  return link.open(
    'session.feed',
    {},
    {
      snapshot(snapshot) {
        batcher.clear()
        useSessionStore.setState(sessionFromSnapshot(snapshot))
      },
      items: (batch) => batcher.add(batch),
      closed: (error) => error && showToast('bad', `The session feed ended: ${error.message}`),
    },
  )
}

function openConnection(link: Link): () => void {
  const batcher = createFrameBatcher<ConnectionItem>((batch) =>
    useConnectionStore.setState((data) => applyConnectionItems(data, batch)),
  )
  return link.open(
    'connection.feed',
    {},
    {
      snapshot(snapshot) {
        batcher.clear()
        useConnectionStore.setState(snapshot)
      },
      items: (batch) => batcher.add(batch),
      closed: (error) => error && showToast('bad', `The story of the connection ended: ${error.message}`),
    },
  )
}

function openOrders(link: Link): () => void {
  const batcher = createFrameBatcher<OrdersItem>((batch) =>
    useOrdersStore.setState((data) => applyOrdersItems(data, batch, Date.now())),
  )
  return link.open(
    'orders.feed',
    {},
    {
      snapshot(snapshot) {
        batcher.clear()
        useOrdersStore.setState((data) => ordersFromSnapshot(data, snapshot, Date.now()))
      },
      items: (batch) => batcher.add(batch),
      closed: (error) => {
        // Nothing arrives any more: what is shown must not look live.
        const reason = error?.message ?? 'The console ended the order feed.'
        useOrdersStore.setState({ health: { kind: 'stale', since: Date.now(), reason } })
        showToast('bad', `The order feed ended: ${reason}`)
      },
    },
  )
}

function openImports(link: Link): () => void {
  return link.open(
    'imports.feed',
    {},
    {
      snapshot: (snapshot) => useImportsStore.setState(importsFromSnapshot(snapshot)),
      items: (batch) => useImportsStore.setState((data) => applyImportsItems(data, batch)),
      closed: (error) => error && showToast('bad', `The story of the key wizard ended: ${error.message}`),
    },
  )
}

function openWaits(link: Link): () => void {
  return link.open(
    'requests.waiting',
    {},
    {
      snapshot: (waiting) => takeWaits(waiting),
      items: (batch) => takeWaits(batch, useWaitStore.getState().waits),
      closed: (error) => error && showToast('bad', `News of the queue ended: ${error.message}`),
    },
  )
}

function openStreamValues(link: Link): () => void {
  const batcher = createFrameBatcher<LiveValues>((batch) =>
    useStreamStore.setState(({ values }) => ({ values: mergeValues(values, batch) })),
  )
  return link.open(
    'stream.values',
    {},
    {
      snapshot(snapshot) {
        batcher.clear()
        useStreamStore.setState({ values: mergeValues(new Map(), snapshot) })
      },
      items: (batch) => batcher.add(batch),
      closed: (error) => error && showToast('bad', `Live values ended: ${error.message}`),
    },
  )
}

function openNotices(link: Link): () => void {
  return link.open(
    'app.notices',
    {},
    {
      snapshot: (notices) => useAppStore.setState({ notices }),
      items: (batch) => useAppStore.setState(({ notices }) => ({ notices: [...notices, ...batch] })),
      closed: (error) => error && showToast('bad', `Notices of the console ended: ${error.message}`),
    },
  )
}

/** Asked again with every connection: the host may be another one than before. */
function readHost(link: Link): () => void {
  return eachConnection(link, () => {
    link.call('app.info', {}).then(
      (info) => useAppStore.setState({ info }),
      () => undefined,
    )
    link.call('platform.capabilities', {}).then(
      (capabilities) => usePlatformStore.setState({ capabilities }),
      () => undefined,
    )
  })
}
