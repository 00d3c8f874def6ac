import type { TicketDefaultsView } from '../../../shared/contract/ticket-views.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import type { Link } from '../../../shared/rpc/reconnecting-link.ts'
import { hostLink } from '../../platform/host-link.ts'
import { laterPart } from '../../ui/later.tsx'
import { endEdit } from './blotter/row-edit.tsx'
import { leaveProfile } from './blotter-store.ts'
import { useExecutionsFilter } from './bottom-panel-store.ts'
import { leaveRun, restoreRunAfterReload } from './cancel/cancel-run.ts'
import { followLayouts } from './layouts/layouts.ts'
import type { PositionAction } from './position-orders.ts'
import { keepUnfinishedTickets } from './ticket/kept-tickets.ts'
import { findOpenQuestion, followOpenQuestion } from './ticket/open-question.ts'
import { followReviewedChange } from './ticket/ticket-actions.ts'
import { applyToTicket } from './ticket/ticket-store.ts'
import { followUnconfirmedOrders } from './ticket/unconfirmed-orders.ts'

export { COLUMNS_BUTTON } from './blotter/columns-panel.tsx'
export { OrderStatusMark } from './blotter/order-columns.tsx'
export { changeSelection, editSelected } from './blotter/row-edit.tsx'
export {
  closeOrderPane,
  focusBlotter,
  openTimeline,
  toggleAllGroups,
  togglePause,
  useBlotterStore,
} from './blotter-store.ts'
export { BesideTabs } from './bottom-panel.tsx'
export {
  focusIfRequested,
  isBottomPanelFocused,
  JOURNAL_SEARCH,
  openJournal,
  showBottomTab,
  showExecutionsOf,
  showInJournal,
  toggleBottomPanel,
  useExecutionsFilter,
  useJournalRequest,
} from './bottom-panel-store.ts'
export { askToCancelSelected, askToCancelShown } from './cancel/cancel-actions.ts'
export { CancelOrderDialog } from './cancel/cancel-order-dialog.tsx'
export { abandonRun, stopRun, useCancelRunStore } from './cancel/cancel-run.ts'
export { FeedHealthLine } from './feed-line.tsx'
export { changeFilter, savedViewCommands, useLayoutsStore } from './layouts/layouts.ts'
export { VIEWS_BUTTON } from './layouts/views-panel.tsx'
export { ORDER_DETAILS } from './order-details-part.ts'
export { focusOrderFilter, openPanel, refreshOrders, showPart } from './orders-actions.ts'
export { OrdersView } from './orders-view.tsx'
export type { PositionAction } from './position-orders.ts'
export { describeOrderStatus } from './texts.ts'
export { toggleBracket } from './ticket/attached/attached-actions.ts'
export { openTicket, openTicketFor } from './ticket/open-ticket.ts'

/** Opens the ticket for an order of a position: close, reduce, reverse or protect it. */
export const orderForPosition = (position: NamedPosition, action: PositionAction): void =>
  void import('./position-orders.ts').then((part) => part.orderForPosition(position, action))

/** Saves the orders that the filter shows as CSV. */
export const exportOrders = (): void => void import('./export-orders.ts').then((part) => part.exportOrders())

export const CANCEL_ALL_DIALOG = laterPart(async () => (await import('./cancel/cancel-all-dialog.tsx')).CancelAllDialog)
export const QUOTE_DIALOG = laterPart(async () => (await import('./quote-dialog.tsx')).QuoteDialog)
export const CANNOT_CHANGE_DIALOG = laterPart(
  async () => (await import('./ticket/cannot-change-dialog.tsx')).CannotChangeDialog,
)
export const REPLACE_TICKET_DIALOG = laterPart(
  async () => (await import('./ticket/replace-ticket-dialog.tsx')).ReplaceTicketDialog,
)

/** Follows saved layouts, order questions and unconfirmed orders, and restores an interrupted cancel run after a reload. */
export function startOrders(link: Link): void {
  followLayouts()
  followOpenQuestion(link)
  restoreRunAfterReload()
  followUnconfirmedOrders()
  keepUnfinishedTickets()
  followReviewedChange()
}

/** Stores the ticket defaults from the host. */
export function receiveTicketDefaults(defaults: TicketDefaultsView): void {
  applyToTicket({ kind: 'defaults-received', defaults })
}

/** Clears the orders of the previous profile and shows the ticket draft and the open question of the new profile. */
export function switchOrders(from: string, to: string): void {
  leaveProfile()
  endEdit()
  leaveRun()
  useExecutionsFilter.setState({ orderId: undefined })
  applyToTicket({ kind: 'profile-switched', from, to })
  findOpenQuestion(hostLink())
}
