import type { Order } from './order.ts'
import type { OrderReferences } from './order-input.ts'

/** A row of the answer to placing or changing orders. */
export interface AnswerRow {
  /** -1 for a child of a bracket that failed. */
  readonly order_id: string
  readonly order_status: string
  readonly encrypt_message: '1'
  readonly local_order_id?: string
  readonly parent_order_id?: string
  readonly text?: string
  readonly warning_message?: string
}

/** Row of the answer for an order that was taken. */
export function acceptedRow(order: Order, parentReference?: string): AnswerRow {
  return {
    order_id: String(order.id),
    order_status: order.status,
    encrypt_message: '1',
    ...(order.clientOrderId === undefined ? {} : { local_order_id: order.clientOrderId }),
    ...(parentReference === undefined ? {} : { parent_order_id: parentReference }),
  }
}

/** Row for a child of a bracket that could not be taken. */
export function failedRow({ clientOrderId, parentReference }: OrderReferences, text: string): AnswerRow {
  return {
    order_id: '-1',
    order_status: 'Failed',
    encrypt_message: '1',
    text,
    warning_message: 'The other orders of the bracket were saved and not transmitted',
    ...(clientOrderId === undefined ? {} : { local_order_id: clientOrderId }),
    ...(parentReference === undefined ? {} : { parent_order_id: parentReference }),
  }
}
