import type { Structure } from './documented-responses.ts'

/** Fields that the live API sends, and that are missing in the document and in the project's recordings. */
export interface WireFact {
  /** The operations that send the fields: method and path as in the catalogue, without `/v1/api`. */
  readonly operations: readonly string[]
  /** The fields to add to the response, all optional. `array`: the response is an array of the documented type. */
  readonly structure: Structure
  /** Source of the observation. The dates refer to docs/ibkr-facts.md, which names its sources. */
  readonly source: string
}

const ORDERS = [
  'POST /iserver/account/{accountId}/orders',
  'POST /iserver/account/{accountId}/order/{orderId}',
  'POST /iserver/reply/{replyId}',
]

export const wireFacts: readonly WireFact[] = [
  {
    operations: ORDERS,
    structure: [
      {
        order_id: 'string',
        order_status: 'string',
        local_order_id: 'string',
        parent_order_id: 'string',
        text: 'string',
        warning_message: 'string',
      },
    ],
    source: 'brackets and rejected orders, July and September 2026',
  },
  {
    operations: ORDERS,
    structure: [{ id: 'string', messageIds: ['string'], messageOptions: ['string'] }],
    source: 'every order question, 2026',
  },
  {
    operations: ['DELETE /iserver/account/{accountId}/order/{orderId}'],
    structure: { msg: 'string', order_id: 'number', conid: 'number', account: 'string|null' },
    source: 'cancelled orders, September 2026: ids are numbers, and the account is null after an immediate cancel',
  },
  {
    operations: ['POST /iserver/account/{accountId}/orders/whatif'],
    structure: { warn: 'string|null', warns: ['string'] },
    source: 'previews, September 2026',
  },
  {
    operations: ['GET /iserver/account/orders'],
    structure: { orders: [{ auxPrice: 'string', stop_price: 'string', parentId: 'number', ocaGroupId: 'string' }] },
    source: 'stop orders and brackets in the live list, July 2026',
  },
  {
    operations: ['GET /iserver/account/orders'],
    structure: { orders: [{ order_ref: 'string' }] },
    source: 'the client order id, as in the order stream; a live row without one lacked it, September 2026',
  },
  {
    operations: ['GET /iserver/account/order/status/{orderId}'],
    structure: {
      limit_price: 'string',
      stop_price: 'string',
      parent_order_id: 'number',
      oca_group_id: 'string',
      oca_group_type: 'string',
      children_order_ids: 'string',
    },
    source: 'two brackets, September 2026',
  },
  {
    operations: ['GET /iserver/secdef/search', 'POST /iserver/secdef/search'],
    structure: [{ secType: 'string' }],
    source: 'matches without sections, which several projects saw',
  },
  { operations: ['GET /iserver/secdef/info'], structure: 'array', source: 'every project that reads it' },
  {
    operations: ['POST /iserver/contract/rules'],
    structure: { eventCrossThreshold: 'null', ecCloseAsBuyOpposite: 'null' },
    source: 'the same rules in the recorded contract information, 2026',
  },
  {
    operations: ['GET /iserver/contract/{conid}/info'],
    structure: { has_related_contracts: 'boolean' },
    source: 'the recorded contract information with rules, 2026',
  },
  {
    operations: ['GET /trsrv/secdef'],
    structure: { secdef: [{ pageSize: 'number' }] },
    source: 'rows of positions, which have the same fields, 2026',
  },
  {
    operations: ['GET /portfolio/{accountId}/allocation', 'POST /portfolio/allocation'],
    structure: {
      assetClass: { long: { '*': 'number' }, short: { '*': 'number' } },
      sector: { long: { '*': 'number' }, short: { '*': 'number' } },
      group: { long: { '*': 'number' }, short: { '*': 'number' } },
    },
    source: 'recorded allocations, 2026: the keys are the classes, sectors and groups of the positions',
  },
  {
    operations: ['GET /portfolio/{accountId}/combo/positions'],
    structure: [{ positions: [{ model: 'string' }] }],
    source: 'rows of positions, which have the same fields, 2026',
  },
  {
    operations: ['GET /iserver/watchlist'],
    structure: { instruments: [{ H: 'string' }] },
    source: 'headings in watchlists, which IBKR describes',
  },
  {
    operations: ['GET /gw/api/v1/instruction-sets/{instructionSetId}'],
    structure: { instructionResults: [{ instructionResult: { description: 'string' } }] },
    source: 'the description that other responses about instructions have',
  },
]
