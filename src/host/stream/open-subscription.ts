import type { Depth, Quote, SessionSupervisor } from '../../client/index.ts'
import type { LiveValues } from '../../shared/contract/stream-views.ts'
import { endOfSubscription, readStreamTopic } from '../../shared/domain/stream-topic.ts'

/** What a subscription tells besides its frames. */
export interface SubscriptionNews {
  readonly onValues: (values: LiveValues) => void
  /** It has ended by itself; undefined when IBKR had nothing more to say. */
  readonly onEnd: (reason: string | undefined) => void
}

/**
 * Begins a subscription on a session, which keeps it over reconnects. Market data, depth and history go through the client's typed
 * streams: they merge deltas, and keep to IBKR's five slots for history. Returns its end.
 */
export function openSubscription(
  session: SessionSupervisor,
  id: string,
  text: string,
  { onValues, onEnd }: SubscriptionNews,
): () => void {
  const topic = readStreamTopic(text)
  const { head, options } = topic
  const [target = '', second, third] = topic.targets
  const watch = {
    error: (error: unknown) => onEnd(error instanceof Error ? error.message : String(error)),
    complete: () => onEnd(undefined),
  }
  const fields = options?.['fields']
  if (head === 'smd' && Array.isArray(fields) && Object.keys(options ?? {}).length === 1) {
    const stream = session.streams.quotes(target, fields.map(String))
    const held = stream.subscribe({ ...watch, next: (quote) => onValues(quoteValues(id, quote)) })
    return () => held.unsubscribe()
  }
  if (head === 'sbd') {
    const stream = session.streams.depth(target, Number(second), third)
    const held = stream.subscribe({ ...watch, next: (depth) => onValues(depthValues(id, depth)) })
    return () => held.unsubscribe()
  }
  if (head === 'smh') {
    const held = session.streams.history(target, options ?? {}, { live: true }).subscribe(watch)
    return () => held.unsubscribe()
  }
  return session.subscribe(text, endOfSubscription(topic) ?? '')
}

const quoteValues = (id: string, { at, gap, contract, values }: Quote): LiveValues => ({
  kind: 'quote',
  id,
  at,
  contract,
  values,
  ...(gap && { staleSince: gap.from }),
})

const depthValues = (id: string, { at, gap, account, conid, rows }: Depth): LiveValues => ({
  kind: 'depth',
  id,
  at,
  account,
  conid,
  rows,
  ...(gap && { staleSince: gap.from }),
})
