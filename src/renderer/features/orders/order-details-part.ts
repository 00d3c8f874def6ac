import { laterPart } from '../../ui/later.tsx'

/** Pane with the chart, the execution quality and the timeline of an order. */
export const ORDER_DETAILS = laterPart(async () => (await import('./order-details.tsx')).OrderDetails)
