import { oncePerFiveSeconds, operationsIn, parameter } from '../define-operations.ts'
import type { Json } from '../shape.ts'

/** Far below the market, so that it rests instead of filling, and one share only. */
const order: Json = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 1, tif: 'DAY' }

/** Orders, their questions, and what became of them. */
export const orderOperations = operationsIn('orders', [
  {
    id: 'orders.list',
    call: 'GET /v1/api/iserver/account/orders',
    effect: 'read',
    needs: ['accounts-read', 'account-selected', 'warm-up'],
    pacing: oncePerFiveSeconds,
    title: 'Live orders',
    help: 'The orders of the trading day. The first call of a session, and every call with force, answers with an empty list: ask again.',
    query: [
      parameter(
        'filters',
        'string',
        'Only orders in these states. A filtered call also thins out the live order stream until one with force follows.',
        {
          list: true,
          example: 'submitted',
          values: [
            'inactive',
            'pending_submit',
            'pre_submitted',
            'submitted',
            'filled',
            'pending_cancel',
            'pre_cancelled',
            'cancelled',
            'warn_state',
            'sort_by_time',
          ],
        },
      ),
      parameter('force', 'boolean', 'Clear the cache; this very answer is then empty.', { example: 'true' }),
      parameter('accountId', 'string', 'Another account than the selected one.', {
        format: 'accountId',
        example: '{{accountId}}',
      }),
    ],
  },
  {
    id: 'orders.status',
    call: 'GET /v1/api/iserver/account/order/status/{orderId}',
    effect: 'read',
    needs: ['accounts-read'],
    title: 'Status of one order',
    help: 'All that is known of one order; 503 or 400 mean that IBKR does not hold it, not an outage.',
  },
  {
    id: 'orders.trades',
    call: 'GET /v1/api/iserver/account/trades',
    effect: 'read',
    needs: ['account-selected', 'warm-up'],
    pacing: oncePerFiveSeconds,
    title: 'Trades',
    help: 'Executions of up to seven trading days; the first answer of a session may be empty.',
    query: [
      parameter('days', 'integer', 'Trading days to look back.', {
        minimum: 1,
        maximum: 7,
        example: '3',
        values: ['1', '2', '3', '4', '5', '6', '7'],
      }),
    ],
  },
  {
    id: 'orders.preview',
    call: 'POST /v1/api/iserver/account/{accountId}/orders/whatif',
    effect: 'read',
    needs: ['accounts-read', 'snapshot-read'],
    title: 'Preview an order',
    help: 'Cost and margin of the first order of the list, without placing it: send one call per order. All warnings are in warns.',
    bodyExample: { orders: [order] },
  },
  {
    id: 'orders.place',
    call: 'POST /v1/api/iserver/account/{accountId}/orders',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Place orders',
    help: 'One order, or a bracket or group; the answer may be a question that waits for its reply.',
    bodyExample: { orders: [order] },
  },
  {
    id: 'orders.reply',
    call: 'POST /v1/api/iserver/reply/{replyId}',
    effect: 'trading',
    needs: ['question-open'],
    title: 'Answer a question about an order',
    help: 'Answer at once: another call in between may void the question. A 503 does not mean that nothing happened.',
    bodyExample: { confirmed: false },
  },
  {
    id: 'orders.modify',
    call: 'POST /v1/api/iserver/account/{accountId}/order/{orderId}',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Change an order',
    help: 'Repeat every field of the order, with the changed ones changed; the body is the bare order.',
    bodyExample: order,
  },
  {
    id: 'orders.cancel',
    call: 'DELETE /v1/api/iserver/account/{accountId}/order/{orderId}',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Cancel an order',
    help: 'The answer only says that the wish was taken; -1 as order id cancels everything that works.',
    query: [
      parameter('manualIndicator', 'boolean', 'Futures only: whether a person does it.', { example: 'true' }),
      parameter(
        'extOperator',
        'string',
        'Who cancels it. Leave it out: an account without the entitlement gets a 500 (field 8089).',
      ),
      parameter('manualCancelTime', 'integer', 'Time of the manual cancellation, as epoch.', {
        format: 'moment',
        time: 'milliseconds',
      }),
    ],
  },
  {
    id: 'orders.suppress',
    call: 'POST /v1/api/iserver/questions/suppress',
    effect: 'settings',
    title: 'Stop asking certain questions',
    help: 'At most 51 ids, for the rest of the brokerage session; orders that they guarded then go straight through.',
    bodyExample: { messageIds: ['o163'] },
  },
  {
    id: 'orders.suppress-reset',
    call: 'POST /v1/api/iserver/questions/suppress/reset',
    effect: 'settings',
    title: 'Ask all questions again',
    help: 'Undoes every suppression of this brokerage session.',
    bodyExample: {},
  },
  {
    id: 'orders.prompt',
    call: 'POST /v1/api/iserver/notification',
    effect: 'trading',
    title: 'Answer a prompt from the server',
    help: 'For prompts that arrive over the socket; the answer is plain text, and "Yes" can let an order go.',
    bodyExample: { orderId: 0, reqId: '{{reqId}}', text: 'No' },
  },
])
