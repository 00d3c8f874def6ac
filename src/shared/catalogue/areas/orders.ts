import { defineOperations, oncePerFiveSeconds, parameter } from '../define-operations.ts'
import type { Json } from '../shape.ts'

/** An example order for one share at a price far below the market, so that it does not fill. */
/** Order for the example bodies. */
export const exampleOrder: Json = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 1, tif: 'DAY' }

/** Operations for orders, order questions and executions. */
export const orderOperations = defineOperations('orders', [
  {
    id: 'orders.list',
    call: 'GET /v1/api/iserver/account/orders',
    effect: 'read',
    needs: ['accounts-read', 'account-selected', 'warm-up'],
    pacing: oncePerFiveSeconds,
    title: 'Live orders',
    help: 'The orders of the trading day. The first call of a session, and every call with force, returns an empty list: send it again.',
    query: [
      parameter(
        'filters',
        'string',
        'Only orders in these states. A filtered call also reduces the live order stream until a call with force.',
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
      parameter('force', 'boolean', 'Clear the cache. The response to this call is empty.', { example: 'true' }),
      parameter('accountId', 'string', 'An account other than the selected one.', {
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
    help: 'All details of one order. 503 or 400 mean that IBKR has no such order, not an outage.',
  },
  {
    id: 'orders.trades',
    call: 'GET /v1/api/iserver/account/trades',
    effect: 'read',
    needs: ['account-selected', 'warm-up'],
    pacing: oncePerFiveSeconds,
    title: 'Trades',
    help: 'Executions of up to seven trading days. The first response of a session may be empty.',
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
    help: 'Cost and margin of the first order in the list, without placing it: send one call per order. All warnings are in warns.',
    bodyExample: { orders: [exampleOrder] },
  },
  {
    id: 'orders.place',
    call: 'POST /v1/api/iserver/account/{accountId}/orders',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Place orders',
    help: 'One order, a bracket or a group. The response may be an order question that requires a reply.',
    bodyExample: { orders: [exampleOrder] },
  },
  {
    id: 'orders.reply',
    call: 'POST /v1/api/iserver/reply/{replyId}',
    effect: 'trading',
    needs: ['question-open'],
    title: 'Reply to an order question',
    help: 'Reply immediately: another call in between may invalidate the question. A 503 does not mean that nothing happened.',
    bodyExample: { confirmed: false },
  },
  {
    id: 'orders.modify',
    call: 'POST /v1/api/iserver/account/{accountId}/order/{orderId}',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Change an order',
    help: 'Repeat every field of the order with its new value. The body is the order itself.',
    bodyExample: exampleOrder,
  },
  {
    id: 'orders.cancel',
    call: 'DELETE /v1/api/iserver/account/{accountId}/order/{orderId}',
    effect: 'trading',
    needs: ['accounts-read'],
    title: 'Cancel an order',
    help: 'The response only confirms the request. -1 as order id cancels all working orders.',
    query: [
      parameter('manualIndicator', 'boolean', 'Futures only: whether a person cancels it.', { example: 'true' }),
      parameter(
        'extOperator',
        'string',
        'Person who cancels it. Omit it: accounts without the entitlement get a 500 (field 8089).',
      ),
      parameter('manualCancelTime', 'integer', 'Time of the manual cancellation, as epoch.', {
        format: 'date-time',
        time: 'milliseconds',
      }),
    ],
  },
  {
    id: 'orders.suppress',
    call: 'POST /v1/api/iserver/questions/suppress',
    effect: 'settings',
    title: 'Suppress order questions',
    help: 'At most 51 ids, for the rest of the brokerage session. IBKR then accepts orders without these questions.',
    bodyExample: { messageIds: ['o163'] },
  },
  {
    id: 'orders.suppress-reset',
    call: 'POST /v1/api/iserver/questions/suppress/reset',
    effect: 'settings',
    title: 'Reset suppressed questions',
    help: 'Ends every suppression of this brokerage session.',
    bodyExample: {},
  },
  {
    id: 'orders.prompt',
    call: 'POST /v1/api/iserver/notification',
    effect: 'trading',
    title: 'Reply to a server prompt',
    help: 'For prompts from the WebSocket. The response is plain text. "Yes" can release an order.',
    bodyExample: { orderId: 0, reqId: '{{reqId}}', text: 'No' },
  },
])
