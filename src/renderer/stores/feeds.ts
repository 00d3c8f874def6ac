import type { ConfirmationView } from '../../shared/contract/confirmation-views.ts'
import type { ConnectionItem } from '../../shared/contract/connection-views.ts'
import type { LiveValues, StreamView } from '../../shared/contract/stream-views.ts'
import type { OrdersItem, SessionItem } from '../../shared/contract/views.ts'
import type { Link } from '../../shared/rpc/link.ts'
import { eachConnection } from '../platform/each-connection.ts'
import { createFrameBatcher } from '../platform/frame-batcher.ts'
import { useAppStore } from './app-store.ts'
import { takeAdditions } from './catalogue-store.ts'
import { useConfirmationStore } from './confirmation-store.ts'
import { applyConnectionItems, useConnectionStore } from './connection-store.ts'
import { useHistoryStore } from './history-store.ts'
import { applyImportsItems, importsFromSnapshot, useImportsStore } from './imports-store.ts'
import { useJournalStore } from './journal-store.ts'
import { useKeysStore } from './keys-store.ts'
import { followLink } from './link-store.ts'
import { useLooksStore } from './looks-store.ts'
import { applyOrdersItems, ordersFromSnapshot, useOrdersStore } from './orders-store.ts'
import { usePlatformStore } from './platform-store.ts'
import { useProfilesStore } from './profiles-store.ts'
import { takeSaved } from './saved-store.ts'
import { applySessionItems, sessionFromSnapshot, useSessionStore } from './session-store.ts'
import { mergeValues, useStreamStore } from './stream-store.ts'
import { showToast } from './toast-store.ts'
import { takeWaits, useWaitStore } from './wait-store.ts'

/** Opens what the window lives on: the connection, the session, the orders, the profiles and their keys. Returns the stop of all of them. */
export function startFeeds(link: Link): () => void {
  const stops = [
    followLink(link),
    openSession(link),
    openConnection(link),
    openOrders(link),
    openLooks(link),
    openJournal(link),
    openProfiles(link),
    openImports(link),
    openKeys(link),
    openConfirmation(link),
    openHistory(link),
    openCatalogue(link),
    openSaved(link),
    openWaits(link),
    openStream(link),
    openStreamValues(link),
    openNotices(link),
    readHost(link),
  ]
  return () => {
    for (const stop of stops) stop()
  }
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

function openLooks(link: Link): () => void {
  return link.open(
    'looks.feed',
    {},
    {
      snapshot: (looks) => useLooksStore.setState({ looks }),
      items(batch) {
        const looks = batch.at(-1)
        if (looks) useLooksStore.setState({ looks })
      },
      closed: (error) => error && showToast('bad', `News of saved views ended: ${error.message}`),
    },
  )
}

function openJournal(link: Link): () => void {
  return link.open(
    'journal.feed',
    {},
    {
      snapshot: (pulse) => useJournalStore.setState({ pulse }),
      items(batch) {
        const pulse = batch.at(-1)
        if (pulse) useJournalStore.setState({ pulse })
      },
      closed: (error) => error && showToast('bad', `News of the journal ended: ${error.message}`),
    },
  )
}

function openProfiles(link: Link): () => void {
  return link.open(
    'profiles.feed',
    {},
    {
      snapshot: (list) => useProfilesStore.setState({ list }),
      items(batch) {
        const list = batch.at(-1)
        if (list) useProfilesStore.setState({ list })
      },
      closed: (error) => error && showToast('bad', `The list of profiles ended: ${error.message}`),
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

function openKeys(link: Link): () => void {
  return link.open(
    'keys.feed',
    {},
    {
      snapshot: (keys) => useKeysStore.setState({ keys }),
      items(batch) {
        const keys = batch.at(-1)
        if (keys) useKeysStore.setState({ keys })
      },
      closed: (error) => error && showToast('bad', `What is known of keychain and vault ended: ${error.message}`),
    },
  )
}

function openConfirmation(link: Link): () => void {
  const take = (waiting: ConfirmationView): void => useConfirmationStore.setState({ waiting })
  return link.open(
    'confirmation.feed',
    {},
    {
      snapshot: take,
      items(batch) {
        const waiting = batch.at(-1)
        if (waiting) take(waiting)
      },
      closed: (error) => error && showToast('bad', `Confirmations ended: ${error.message}`),
    },
  )
}

function openHistory(link: Link): () => void {
  return link.open(
    'history.feed',
    {},
    {
      snapshot: (pulse) => useHistoryStore.setState({ pulse }),
      items(batch) {
        const pulse = batch.at(-1)
        if (pulse) useHistoryStore.setState({ pulse })
      },
      closed: (error) => error && showToast('bad', `News of the history ended: ${error.message}`),
    },
  )
}

function openCatalogue(link: Link): () => void {
  return link.open(
    'catalogue.feed',
    {},
    {
      snapshot: takeAdditions,
      items(batch) {
        const additions = batch.at(-1)
        if (additions) takeAdditions(additions)
      },
      closed: (error) => error && showToast('bad', `News of the catalogue ended: ${error.message}`),
    },
  )
}

function openSaved(link: Link): () => void {
  return link.open(
    'saved.feed',
    {},
    {
      snapshot: takeSaved,
      items(batch) {
        const saved = batch.at(-1)
        if (saved) takeSaved(saved)
      },
      closed: (error) => error && showToast('bad', `News of saved requests ended: ${error.message}`),
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

function openStream(link: Link): () => void {
  const take = (view: StreamView): void => useStreamStore.setState({ view })
  return link.open(
    'stream.feed',
    {},
    {
      snapshot: take,
      items(batch) {
        const view = batch.at(-1)
        if (view) take(view)
      },
      closed: (error) => error && showToast('bad', `News of the socket ended: ${error.message}`),
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
      closed: () => undefined,
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
