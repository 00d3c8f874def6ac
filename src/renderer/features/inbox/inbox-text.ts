import type { LocalAlertView } from '../../../shared/contract/local-alert-views.ts'
import type { InboxEntry, InboxLink } from '../../../shared/domain/inbox.ts'
import { formatRecent } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'
import type { InboxFilter } from './inbox-store.ts'

export const FILTER_LABELS: Readonly<Record<InboxFilter, string>> = {
  all: 'All events',
  unread: 'Unread',
  fills: 'Fills',
  orders: 'Rejects and cancels',
  connection: 'Connection',
  alerts: 'Alerts',
  notices: 'Notices from IBKR',
  muted: 'Muted',
}

/** Tone and accessible name of each kind of entry. */
export const KIND_MARKS: Readonly<Record<InboxEntry['kind'], readonly [tone: Tone, label: string]>> = {
  fill: ['good', 'Fill'],
  partial: ['good', 'Partial fill'],
  cancel: ['idle', 'Cancelled'],
  reject: ['bad', 'Reject'],
  disconnect: ['bad', 'Connection'],
  reconnect: ['good', 'Connection'],
  competing: ['warn', 'Connection'],
  alert: ['warn', 'Alert'],
  notice: ['busy', 'Notice'],
}

const LINK_LABELS: Readonly<Record<Exclude<InboxLink['kind'], 'web'>, string>> = {
  order: 'View order',
  journal: 'View journal',
  contract: 'Contract details',
  session: 'View session timeline',
  profit: 'View P&L',
}

export const linkLabel = ({ kind }: InboxLink): string => (kind === 'web' ? 'Open at IBKR' : LINK_LABELS[kind])

/** Describes the state of an alert with its tone. */
export function describeAlertState({ state }: LocalAlertView, now: number): readonly [tone: Tone, text: string] {
  switch (state.kind) {
    case 'off':
      return ['idle', 'Off']
    case 'watching':
      return ['good', state.value === undefined ? 'Active' : `Active · now ${state.value}`]
    case 'waiting':
      return ['idle', `Waiting · ${state.reason}`]
    case 'blocked':
      return ['bad', state.reason]
    case 'fired':
      return ['warn', `Triggered ${formatRecent(state.at, now)}`]
  }
}
