import { formatNumber } from '../../shared/domain/format-number.ts'
import {
  INBOX_GROUP_OF,
  type InboxEntry,
  type InboxLink,
  MAX_ORDER_ENTRIES,
  MAX_OTHER_ENTRIES,
} from '../../shared/domain/inbox.ts'
import type { NotificationKind } from '../../shared/domain/notifications.ts'

/** An event that the inbox records. */
export interface InboxEvent {
  readonly kind: NotificationKind
  readonly title: string
  /** Text that a locked screen may show. */
  readonly body: string
  /** Additional text, shown only in the inbox. */
  readonly detail?: string
  /** The order that the event is about. */
  readonly order?: { readonly orderId: string; readonly contractName: string }
  /** Whether the event undoes an earlier one of its kind. It is combined with other corrections only. */
  readonly isCorrection?: true
  readonly link?: InboxLink
  /** Time in ms since epoch, if the event is older than its arrival. */
  readonly at?: number
  /** True for a notice that the user has read at IBKR. */
  readonly isRead?: boolean
  /** Identifies a notice of IBKR, which the console may receive several times. */
  readonly source?: { readonly id: string; readonly repeatsAfterMs: number }
  /** Whether the event only updates the text of a connection loss that is already recorded. */
  readonly isSameLoss?: true
}

/** Entry with the fields that only the host uses. */
export interface RecordedEntry extends InboxEntry {
  /** Login or profile within which the order id of the linked order, or the id of the notice, is unique. */
  readonly scope?: string
  readonly isCorrection?: true
  /** Id of the notice at IBKR. */
  readonly source?: string
  /** Whether the user removed the entry. It stays stored, so that its notice is not added again. */
  readonly hidden?: true
  /** Number of orders or fills that the entry combines, with some of their symbols. */
  readonly digest?: { readonly count: number; readonly symbols: readonly string[] }
  /** Number of times that the connection was lost. */
  readonly drops?: number
}

/** The effect of an event: entries to remove, then an entry to add or replace. */
export interface InboxChange {
  readonly remove: readonly string[]
  readonly put?: RecordedEntry
}

export interface RecordContext {
  readonly now: number
  readonly newId: () => string
  /** Scope of the order ids of the current session. */
  readonly scope: string
}

/** Maximum number of entries of one kind per minute. Further orders share one entry. */
const MAX_SINGLE_PER_MINUTE = 30
const MINUTE_MS = 60_000
/** Number of symbols that a combined entry names. */
const SYMBOLS_NAMED = 3

const NOTHING: InboxChange = { remove: [] }

/**
 * Returns the changes that an event makes to the entries. Fills replace earlier partial fills of the order, and a burst
 * of orders becomes one entry. Pure.
 */
export function recordEvent(entries: readonly RecordedEntry[], event: InboxEvent, context: RecordContext): InboxChange {
  const { now } = context
  const { source } = event
  if (source && entries.some((each) => each.source === source.id && now - each.at < source.repeatsAfterMs)) {
    return NOTHING
  }
  const change =
    event.kind === 'disconnect'
      ? recordLoss(entries, event, context)
      : event.order
        ? recordOrder(entries, event, event.order, context)
        : add(event, context)
  return { ...change, remove: [...change.remove, ...beyondBounds(entries, change)] }
}

function add(event: InboxEvent, context: RecordContext): InboxChange {
  const { kind, title, body, detail = '', link, at, isRead = false, isCorrection, source } = event
  return {
    remove: [],
    put: {
      id: context.newId(),
      kind,
      at: at ?? context.now,
      title,
      body: body !== '' && detail !== '' ? `${body}\n${detail}` : body + detail,
      unread: !isRead,
      ...(link && { link }),
      ...((link?.kind === 'order' || source) && { scope: context.scope }),
      ...(isCorrection && { isCorrection }),
      ...(source && { source: source.id }),
    },
  }
}

function recordOrder(
  entries: readonly RecordedEntry[],
  event: InboxEvent,
  { orderId, contractName }: NonNullable<InboxEvent['order']>,
  context: RecordContext,
): InboxChange {
  const { kind, isCorrection } = event
  const isAlike = (each: RecordedEntry): boolean => each.kind === kind && each.isCorrection === isCorrection
  const isRecent = ({ at }: RecordedEntry): boolean => context.now - at < MINUTE_MS
  const earlier = entries.findLast(
    ({ link, scope }) => link?.kind === 'order' && link.orderId === orderId && scope === context.scope,
  )
  const replaced = earlier?.kind === 'partial' && !earlier.isCorrection ? [earlier.id] : []
  const recent = entries.filter((each) => isAlike(each) && isRecent(each))
  const isBurst = recent.filter(({ digest }) => digest === undefined).length >= MAX_SINGLE_PER_MINUTE
  if (!isBurst || replaced.length > 0) {
    return { ...add({ ...event, link: { kind: 'order', orderId } }, context), remove: replaced }
  }
  const combined = recent.find(({ digest }) => digest !== undefined)
  const { count: counted = 0, symbols: named = [] } = combined?.digest ?? {}
  const isNew = contractName !== '' && !named.includes(contractName)
  const symbols = isNew ? [...named, contractName].slice(0, SYMBOLS_NAMED + 1) : named
  const count = counted + 1
  const texts = {
    title: burstTitle(isCorrection ? 'correction' : kind, count),
    body: `${namesOf(symbols)} · within a minute`,
  }
  const created = combined ?? add({ ...event, ...texts, link: { kind: 'journal' } }, context).put
  return { remove: [], ...(created && { put: { ...created, ...texts, unread: true, digest: { count, symbols } } }) }
}

const BURSTS: Partial<Record<NotificationKind | 'correction', readonly [one: string, many: string]>> = {
  fill: ['more order filled', 'more orders filled'],
  partial: ['more partial fill', 'more partial fills'],
  cancel: ['more order cancelled', 'more orders cancelled'],
  reject: ['more order rejected', 'more orders rejected'],
  correction: ['more order corrected', 'more orders corrected'],
}

const burstTitle = (kind: NotificationKind | 'correction', count: number): string =>
  `${formatNumber(count)} ${BURSTS[kind]?.[count === 1 ? 0 : 1] ?? kind}`

const namesOf = (symbols: readonly string[]): string =>
  symbols.length > SYMBOLS_NAMED
    ? `${symbols.slice(0, SYMBOLS_NAMED).join(', ')} and others`
    : symbols.join(', ') || 'Unknown symbols'

/** Records a connection loss. A loss soon after the previous one replaces the previous entries and counts them. */
function recordLoss(entries: readonly RecordedEntry[], event: InboxEvent, context: RecordContext): InboxChange {
  const { body, isSameLoss } = event
  const last = entries.findLast(({ kind }) => kind === 'disconnect' || kind === 'reconnect')
  // The user may have removed the entry.
  if (isSameLoss) return last?.kind === 'disconnect' ? { remove: [], put: { ...last, body } } : NOTHING
  const loss = entries.findLast(({ kind }) => kind === 'disconnect')
  const added = add(event, context)
  if (!added.put || !loss || last?.kind !== 'reconnect' || context.now - last.at >= MINUTE_MS) return added
  const drops = (loss.drops ?? 1) + 1
  const title = `Connection lost ${formatNumber(drops)} times`
  return { remove: [loss.id, last.id], put: { ...added.put, title, drops } }
}

/** Returns the ids of the oldest entries above the limits. Orders have their own limit, and lose unread fills last. */
function beyondBounds(entries: readonly RecordedEntry[], { put, remove }: InboxChange): readonly string[] {
  if (!put || entries.some(({ id }) => id === put.id)) return []
  const isFill = ({ kind }: RecordedEntry): boolean => INBOX_GROUP_OF[kind] === 'fills'
  const isOrder = (each: RecordedEntry): boolean => isFill(each) || INBOX_GROUP_OF[each.kind] === 'orders'
  const bound = isOrder(put) ? MAX_ORDER_ENTRIES : MAX_OTHER_ENTRIES
  const others = entries.filter((each) => isOrder(each) === isOrder(put) && !remove.includes(each.id))
  const excess = others.length + 1 - bound
  if (excess <= 0) return []
  const isLast = (each: RecordedEntry): boolean => each.unread && isFill(each)
  const ordered = [...others.filter((each) => !isLast(each)), ...others.filter(isLast)]
  return ordered.slice(0, excess).map(({ id }) => id)
}
