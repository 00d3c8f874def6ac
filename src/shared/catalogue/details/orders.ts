import { flag, jsonBody, list, objectOf } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'
import { orderFields, promptFields, suppressedIds } from './order-fields.ts'

const someOrders = jsonBody(
  objectOf(
    list(
      'orders!',
      'One order; several only as a bracket or as a group of which one cancels the others.',
      objectOf(...orderFields),
      {
        minimumItems: 1,
      },
    ),
  ),
)

/** Bodies and answers of the orders and their questions. */
export const orderDetails: DetailsById = {
  'orders.list': { answer: { kind: 'object', rows: 'orders' } },
  'orders.status': { answer: { kind: 'object' } },
  'orders.trades': { answer: { kind: 'objects' } },
  'orders.preview': { body: someOrders, answer: { kind: 'object' } },
  'orders.place': { body: someOrders, answer: { kind: 'objects' } },
  'orders.reply': {
    body: jsonBody(objectOf(flag('confirmed!', 'Yes places the order or asks the next question; no drops it.'))),
    answer: { kind: 'objects' },
  },
  'orders.modify': { body: jsonBody(objectOf(...orderFields)), answer: { kind: 'objects' } },
  'orders.cancel': { answer: { kind: 'object' } },
  'orders.suppress': { body: jsonBody(objectOf(...suppressedIds)), answer: { kind: 'object' } },
  'orders.suppress-reset': { answer: { kind: 'object' } },
  'orders.prompt': { body: jsonBody(objectOf(...promptFields)), answer: { kind: 'text' } },
}
