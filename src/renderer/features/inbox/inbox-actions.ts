import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import type { InboxEntry, InboxLink } from '../../../shared/domain/inbox.ts'
import type { AlertCondition, LocalAlert } from '../../../shared/domain/local-alerts.ts'
import type { NotificationKind } from '../../../shared/domain/notifications.ts'
import { hostLink } from '../../platform/host-link.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { reportFailure, showUndo } from '../../stores/toast-store.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'
import { findOperation } from '../catalogue/index.ts'
import { openOperation } from '../explorer/index.ts'
import { muteKind, NOTIFICATION_KINDS } from '../notifications/index.ts'
import { openJournal, openTimeline, showBottomTab, showExecutionsOf, showInJournal } from '../orders/index.ts'
import { hideFills } from './fill-sign-store.ts'
import { setInboxOpen, useInboxStore } from './inbox-store.ts'

export const INBOX_PANE = 'inbox'
export const INBOX_LIST = 'inbox-list'
export const INBOX_BUTTON = 'inbox-button'

/** Opens the inbox with the fills, and shows one of them. */
export function showFillsInInbox(entry: InboxEntry): void {
  hideFills()
  useInboxStore.setState({ tab: 'events', filter: 'fills' })
  showEntry(entry)
  openInbox()
}

/** Whether to focus the pane once its code is loaded. */
let wantsFocus = false

/** Opens the inbox and focuses it. */
function openInbox(): void {
  wantsFocus = document.getElementById(INBOX_PANE) === null
  setInboxOpen(true)
  if (!wantsFocus) focusInbox()
}

/** Focuses the pane only after a call to `openInbox`. */
export function focusIfRequested(): void {
  if (wantsFocus) focusInbox()
  wantsFocus = false
}

/** Focuses the form or the list, or the tabs if the list is empty. */
function focusInbox(): void {
  onceDrawn(() => {
    const pane = document.getElementById(INBOX_PANE)
    const selectors = ['.inbox-form .select', `#${INBOX_LIST}`, '[role="tab"][aria-selected="true"]']
    for (const selector of selectors) {
      const found = pane?.querySelector<HTMLElement>(selector)
      if (found) return found.focus()
    }
  })
}

export function editAlert(editedAlert: LocalAlert | 'new' | undefined): void {
  useInboxStore.setState({ editedAlert, alertDraft: undefined })
  focusInbox()
}

/** Opens the inbox with the form for a new alert, or with a new alert that is not saved yet. */
export function newAlert(): void {
  if (useInboxStore.getState().editedAlert !== 'new') useInboxStore.setState({ alertDraft: undefined })
  useInboxStore.setState({ tab: 'alerts', editedAlert: 'new' })
  openInbox()
}

/** Opens the inbox with the form for a price alert on a contract. */
export async function newAlertFor(contract: ContractMatch): Promise<void> {
  const { newAlertDraft } = await import('./alert-draft.ts')
  const state = useSessionStore.getState().view?.state
  const account = state?.kind === 'ready' ? state.accounts.selected : ''
  useInboxStore.setState({ tab: 'alerts', editedAlert: 'new', alertDraft: newAlertDraft(account, contract) })
  openInbox()
}

/** Closes the inbox. Returns the focus to its button. */
export function closeInbox(): void {
  const hadFocus = isInboxFocused()
  setInboxOpen(false)
  if (hadFocus) document.getElementById(INBOX_BUTTON)?.focus()
}

export function toggleInbox(): void {
  if (useInboxStore.getState().isOpen) closeInbox()
  else openInbox()
}

export const isInboxFocused = (): boolean => Boolean(document.activeElement?.closest(`#${INBOX_PANE}`))

/** Shows an entry and marks it as read. */
export function showEntry({ id, unread }: InboxEntry): void {
  useInboxStore.setState({ activeId: id })
  if (unread) void markRead([id], true)
}

const profileId = (): string => useInboxStore.getState().profileId ?? ''

export const markRead = (ids: readonly string[] | 'all', read: boolean): Promise<void> =>
  reportFailure('Not marked', () => hostLink().call('inbox.markRead', { profileId: profileId(), ids, read }))

export const removeEntries = (ids: readonly string[] | 'all'): Promise<void> =>
  reportFailure('Not removed', () => hostLink().call('inbox.clear', { profileId: profileId(), ids }))

/** Mutes a kind of event, with a toast to undo it. The inbox no longer shows the active event of the kind. */
export function mute(kind: NotificationKind): void {
  const { activeId, entries, filter } = useInboxStore.getState()
  if (filter === 'all' && entries.get(activeId ?? '')?.kind === kind) useInboxStore.setState({ activeId: undefined })
  void muteKind(kind, true)
  showUndo(`Muted in the inbox: ${NOTIFICATION_KINDS[kind].label}.`, () => void muteKind(kind, false))
}

/** Loads IBKR's notifications, at most once per minute. The pane shows any failure. */
export function refreshNotices(): void {
  hostLink()
    .call('inbox.refresh', {})
    .catch(() => undefined)
}

/** Opens the order, contract or view that an entry is about. */
export function openLink(link: InboxLink): void {
  // In a narrow window, the inbox would cover the view.
  if (matchMedia('(max-width: 900px)').matches) setInboxOpen(false)
  switch (link.kind) {
    case 'order':
      goTo('orders')
      openTimeline(link.orderId)
      break
    case 'journal':
      if (link.orderId === undefined) openJournal()
      else showInJournal(link.orderId)
      break
    case 'contract': {
      const operation = findOperation('GET', '/iserver/contract/{conid}/info')
      if (operation) openOperation(operation, { conid: String(link.conid) })
      break
    }
    case 'session':
      goTo('session')
      break
    case 'profit':
      showBottomTab('profit')
      break
    case 'web':
      break
  }
}

/** Shows the executions of the order of a fill. */
export function showExecutions(link: InboxLink | undefined): void {
  if (link?.kind === 'order') showExecutionsOf(link.orderId)
  else showBottomTab('executions')
}

/** Saves an alert and arms it. */
export async function saveAlert(condition: AlertCondition, alert?: LocalAlert, on = true): Promise<void> {
  const input = { profileId: profileId(), on, condition, ...(alert && { id: alert.id }) }
  const { id } = await hostLink().call('localAlerts.save', input)
  useInboxStore.setState({ activeAlertId: id })
}

/** Arms a fired alert, or turns an alert on or off. */
export const switchAlert = (alert: LocalAlert, on: boolean): Promise<void> =>
  reportFailure('Alert not changed', () => saveAlert(alert.condition, alert, on))

export const removeAlert = ({ id }: LocalAlert): Promise<void> =>
  reportFailure('Alert not deleted', () => hostLink().call('localAlerts.remove', { profileId: profileId(), id }))
