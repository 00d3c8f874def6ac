import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { showNextStep } from '../../../stores/toast-store.ts'
import { openTicket } from './open-ticket.ts'
import { EMPTY_TICKET, type TicketForm } from './ticket-form.ts'
import { isQuestionPossible, isUnfinished, type TicketState } from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'
import { useUnconfirmedOrders } from './unconfirmed-orders.ts'

/** Unfinished tickets for new orders, by profile id. */
type KeptTickets = Readonly<Record<string, TicketForm>>

const STORAGE_KEY = 'unfinished-tickets'

/** Keeps unfinished tickets for new orders when this tab is reloaded. Returns an unsubscribe function. */
export function keepUnfinishedTickets(): () => void {
  let kept: KeptTickets | undefined = recall(STORAGE_KEY, areTickets, {}, tabStorage)
  const store = (): void =>
    remember(STORAGE_KEY, kept ?? ticketsAfterReload(useTicketStore.getState(), profileId()), tabStorage)
  const restore = (): void => {
    const id = profileId()
    if (kept === undefined || id === undefined) return
    const tickets = kept
    kept = undefined
    const { form: before } = useTicketStore.getState()
    applyToTicket({ kind: 'tickets-restored', tickets, profileId: id })
    const { form } = useTicketStore.getState()
    if (form !== before) announce(form)
  }
  addEventListener('pagehide', store)
  // The first view of the session names the profile.
  const stop = useSessionStore.subscribe(restore)
  restore()
  return () => {
    removeEventListener('pagehide', store)
    stop()
  }
}

const profileId = (): string | undefined => useSessionStore.getState().view?.profile.id

function announce({ side, quantity, contract }: TicketForm): void {
  const order = [side, quantity, contract?.symbol].filter(Boolean).join(' ')
  showNextStep('idle', `The reload kept your unfinished ticket: ${order}. Nothing was sent.`, {
    label: 'Open ticket',
    run: openTicket,
  })
}

/** Returns the tickets for the next page, without one whose order was sent: that order is searched for instead. */
export function ticketsAfterReload(state: TicketState, id: string | undefined): KeptTickets {
  const sent = useUnconfirmedOrders.getState().orders.map(({ form }) => form)
  const drafts = id === undefined || isQuestionPossible(state) ? state.drafts : new Map(state.drafts).set(id, state)
  const tickets = [...drafts].map(([key, { form, changing }]) => [key, changing?.newOrder ?? form] as const)
  return Object.fromEntries(tickets.filter(([, form]) => isUnfinished(form) && !sent.includes(form)))
}

/** Checks stored tickets, because another version of the page may have stored them. */
const areTickets = (value: unknown): value is KeptTickets =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(
    (form: Partial<TicketForm> | null) =>
      Object.entries(EMPTY_TICKET).every(
        ([key, empty]) => empty === undefined || typeof form?.[key as keyof TicketForm] === typeof empty,
      ) &&
      (form?.contract === undefined || typeof form.contract.conid === 'number'),
  )
