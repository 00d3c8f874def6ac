import type { MoneyRequest } from './read-money-request.ts'

/** Title of a confirmation, and what its button says. */
export function confirmWords(money: MoneyRequest): { readonly title: string; readonly send: string } {
  switch (money.kind) {
    case 'place':
      return money.orders.length === 1
        ? { title: 'Place this order?', send: 'Place order' }
        : { title: `Place these ${money.orders.length} orders?`, send: 'Place orders' }
    case 'change':
      return { title: `Change order ${money.orderId}?`, send: 'Change order' }
    case 'cancel':
      return money.orderId === undefined
        ? { title: 'Cancel all working orders?', send: 'Cancel all' }
        : { title: `Cancel order ${money.orderId}?`, send: 'Cancel order' }
    case 'answer':
      return money.confirmed
        ? { title: 'Answer yes to IBKR’s question?', send: 'Answer yes' }
        : { title: 'Answer no to IBKR’s question?', send: 'Answer no' }
    case 'other':
      return { title: money.title === undefined ? 'Send this request?' : `${money.title}: send it?`, send: 'Send it' }
  }
}
