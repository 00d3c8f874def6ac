import { marketDataFields } from '../../../shared/catalogue/market-data-fields.ts'
import type { FrameKind, FrameView } from '../../../shared/contract/stream-views.ts'
import { formatTimeWithMilliseconds } from '../../ui/format-time.ts'

/** Displayed member of a market data frame. */
interface DecodedMember {
  readonly name: string
  readonly value: string
  /** IBKR's name for the member. */
  readonly hint: string
}

/** Labels of frame members that are not market data fields. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  _updated: 'time at IBKR',
  server_id: 'server',
  conidEx: 'contract',
}

const NAMES = new Map(marketDataFields.map(({ id, name }) => [String(id), name]))

/** Decodes the members of a market data frame. Returns undefined for other frames. */
export function decodeFrame({
  kind,
  topic,
  text,
}: Pick<FrameView, 'kind' | 'topic' | 'text'>): readonly DecodedMember[] | undefined {
  if (kind !== 'receive' || !topic.startsWith('smd+')) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const members = Object.entries(value)
  // Puts subscribed fields first.
  return [...members.filter(([name]) => NAMES.has(name)), ...members.filter(([name]) => !NAMES.has(name))].map(
    ([name, member]) => ({
      name: NAMES.get(name) ?? OTHER_NAMES[name] ?? name,
      value: name === '_updated' && typeof member === 'number' ? formatTimeWithMilliseconds(member) : textOf(member),
      hint: NAMES.has(name) ? `Field ${name}` : name,
    }),
  )
}

const textOf = (member: unknown): string => (typeof member === 'string' ? member : JSON.stringify(member))

/** Returns the label for a quote field. `name`: name in the client library, or IBKR's number. */
export function quoteFieldLabel(name: string): string {
  return NAMES.get(name) ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Frame kinds in toolbar order. */
export const FRAME_KINDS = ['receive', 'send', 'error', 'open', 'close'] as const satisfies readonly FrameKind[]

interface KindLabel {
  readonly title: string
  /** Character before the topic. Assistive technology reads the title instead. */
  readonly mark: string
  readonly tone: 'idle' | 'busy' | 'good' | 'bad' | 'warn'
}

export const FRAME_KIND_LABELS: Readonly<Record<FrameKind, KindLabel>> = {
  receive: { title: 'Received', mark: '↓', tone: 'idle' },
  send: { title: 'Sent', mark: '↑', tone: 'busy' },
  error: { title: 'Errors', mark: '!', tone: 'bad' },
  open: { title: 'Opened', mark: '○', tone: 'good' },
  close: { title: 'Closed', mark: '×', tone: 'warn' },
}
