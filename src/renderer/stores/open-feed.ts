import type { StreamItem, StreamName, StreamParams, StreamSnapshot } from '../../shared/contract/inferred-types.ts'
import type { Link } from '../../shared/rpc/reconnecting-link.ts'
import { createFrameBatcher } from '../platform/frame-batcher.ts'
import { showToast } from './toast-store.ts'

export interface Feed<N extends StreamName> {
  /** Applies a snapshot, which replaces all previous data. */
  readonly snapshot: (snapshot: StreamSnapshot<N>) => void
  /** Applies the changes since the snapshot, at most once per frame. */
  readonly items: (batch: readonly StreamItem<N>[]) => void
  /** Called after the host has ended the feed. */
  readonly ended?: (reason: string) => void
}

/** Opens a feed. Returns a function that closes the feed. */
export function openFeed<N extends StreamName>(
  link: Link,
  name: N,
  label: string,
  feed: Feed<N>,
  params = {} as StreamParams<N>,
): () => void {
  const batcher = createFrameBatcher<StreamItem<N>>(feed.items)
  return link.open<N>(name, params, {
    snapshot(snapshot) {
      batcher.clear()
      feed.snapshot(snapshot)
    },
    items: batcher.add,
    closed(error) {
      if (!error && !feed.ended) return
      const reason = error?.message ?? 'The console closed the feed.'
      feed.ended?.(reason)
      showToast('bad', `${label} stopped: ${reason}`)
    },
  })
}

/** Opens a feed in which each item replaces the previous item. */
export function openNewest<N extends StreamName>(
  link: Link,
  name: N,
  label: string,
  receive: (value: StreamSnapshot<N> | StreamItem<N>) => void,
): () => void {
  return openFeed<N>(link, name, label, {
    snapshot: receive,
    items(batch) {
      const newest = batch.at(-1)
      if (newest !== undefined) receive(newest)
    },
  })
}
