import type { Announcement } from '../../client/index.ts'
import type { InboxLink } from '../../shared/domain/inbox.ts'
import { numberOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { InboxEvent } from './record-event.ts'

/** Time in ms in which IBKR may repeat a notice, for example after each reconnect. */
const REPEATS_MS = 24 * 60 * 60_000
const TITLE_CHARACTERS = 200
const BODY_CHARACTERS = 4_000

/** Returns the event for a notice, prompt or bulletin of the WebSocket; undefined for other announcements. */
export function readAnnouncement(announcement: Announcement): InboxEvent | undefined {
  switch (announcement.kind) {
    case 'notice': {
      const { id = '', title = 'Notice from IBKR', text, url } = announcement
      return notice('ntf', id, title, text, ibkrPage(url))
    }
    case 'bulletin':
      return notice('blt', announcement.id ?? '', 'Bulletin from IBKR', announcement.message)
    case 'prompt': {
      const { orderId, requestId, text } = announcement
      const link = { kind: 'order', orderId } as const
      return notice('ntf', requestId, `IBKR has a question about order ${orderId}`, text, link)
    }
    default:
      return undefined
  }
}

function notice(topic: string, id: string, title: string, text: string, link?: InboxLink): InboxEvent {
  const detail = plainText(text).slice(0, BODY_CHARACTERS)
  return {
    kind: 'notice',
    title: plainText(title).slice(0, TITLE_CHARACTERS),
    body: '',
    detail,
    ...(link && { link }),
    // The id alone may be a code that several notices share.
    source: { id: `${topic} ${id} ${detail.slice(0, TITLE_CHARACTERS)}`, repeatsAfterMs: REPEATS_MS },
  }
}

/** Id prefix of notifications from `GET /fyi/notifications`. */
export const FYI_SOURCE = 'fyi '

/** Reads the response of `GET /fyi/notifications`, oldest first. Skips rows without an id or a time. */
export function readFyiNotifications(body: unknown): readonly InboxEvent[] {
  if (!Array.isArray(body)) return []
  return rowsOf(body)
    .flatMap((row): InboxEvent[] => {
      const [id, seconds] = [textOf(row['ID']), numberOf(row['D'])]
      if (id === undefined || seconds === undefined) return []
      return [
        {
          kind: 'notice',
          title: plainText(textOf(row['MS']) ?? 'Notification from IBKR').slice(0, TITLE_CHARACTERS),
          body: '',
          detail: plainText(textOf(row['MD']) ?? '').slice(0, BODY_CHARACTERS),
          at: seconds * 1_000,
          isRead: row['R'] === 1 || row['R'] === '1',
          source: { id: `${FYI_SOURCE}${id.slice(0, 100)}`, repeatsAfterMs: Number.POSITIVE_INFINITY },
        },
      ]
    })
    .reverse()
}

/** Returns a link to the address if it is a page of IBKR, because the address comes from a message. */
function ibkrPage(text = ''): InboxLink | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return undefined
  const { protocol, hostname, href } = new URL(text)
  const isIbkr = /(?:^|\.)(?:interactivebrokers\.[a-z.]{2,6}|ibkr\.com|ibkrcampus\.com)$/.test(hostname)
  return protocol === 'https:' && isIbkr ? { kind: 'web', url: href } : undefined
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Converts IBKR's HTML to plain text: line breaks stay, other tags are removed. */
export function plainText(html: string): string {
  return html
    .slice(0, 4 * BODY_CHARACTERS)
    .replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, '')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replace(/&(?:#(\d{1,6})|([a-z]{2,6}));/gi, (entity, code?: string, name = '') =>
      code === undefined ? (ENTITIES[String(name).toLowerCase()] ?? entity) : String.fromCodePoint(Number(code)),
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
}
