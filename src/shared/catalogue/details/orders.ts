import { flag, jsonBody, list, objectOf } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import { orderFields, promptReplyFields, suppressedQuestionFields } from './order-fields.ts'

const someOrders = jsonBody(
  objectOf(
    list(
      'orders!',
      'One order. Several orders only as a bracket or a one-cancels-all group.',
      objectOf(...orderFields),
      {
        minimumItems: 1,
      },
    ),
  ),
)

/** Bodies and responses of the operations for orders and their questions. */
export const orderDetails: DetailsById = {
  'orders.list': { response: { kind: 'object', rows: 'orders' } },
  'orders.status': { response: { kind: 'object' } },
  'orders.trades': { response: { kind: 'objects' } },
  'orders.preview': { body: someOrders, response: { kind: 'object' } },
  'orders.place': { body: someOrders, response: { kind: 'objects' } },
  'orders.reply': {
    body: jsonBody(
      objectOf(
        flag('confirmed!', 'Whether to place the order. True may return another question; false drops the order.'),
      ),
    ),
    response: { kind: 'objects' },
  },
  'orders.modify': { body: jsonBody(objectOf(...orderFields)), response: { kind: 'objects' } },
  'orders.cancel': { response: { kind: 'object' } },
  'orders.suppress': { body: jsonBody(objectOf(...suppressedQuestionFields)), response: { kind: 'object' } },
  'orders.suppress-reset': { response: { kind: 'object' } },
  'orders.prompt': { body: jsonBody(objectOf(...promptReplyFields)), response: { kind: 'text' } },
}
