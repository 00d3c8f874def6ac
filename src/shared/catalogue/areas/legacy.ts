import { defineOperations, type OperationDefinition, oncePerFifteenMinutes, parameter } from '../define-operations.ts'
import type { Area, Operation } from '../operation.ts'
import { exampleOrder } from './orders.ts'

/** Marks operations as undocumented, because IBKR's current document contains none of them. */
const legacy = (area: Area, definitions: readonly OperationDefinition[]): readonly Operation[] =>
  defineOperations(area, definitions).map((operation) => ({ ...operation, undocumented: true, legacy: true }))

/** Operations that are missing in IBKR's current document. Some still work. */
export const legacyOperations: readonly Operation[] = [
  ...legacy('session', [
    {
      id: 'legacy.reauthenticate',
      call: 'POST /v1/api/iserver/reauthenticate',
      effect: 'session',
      title: 'Log in again (legacy)',
      help: 'Replaced by opening the brokerage session.',
      bodyExample: {},
    },
  ]),
  ...legacy('market-data', [
    {
      id: 'legacy.history-init',
      call: 'POST /v1/api/hmds/auth/init',
      effect: 'session',
      title: 'Open the beta history service (legacy)',
      help: 'Its other calls return 404 before this one.',
      bodyExample: {},
    },
    {
      id: 'legacy.history',
      call: 'GET /v1/api/hmds/history',
      effect: 'read',
      needs: ['history-server'],
      title: 'Bars from the beta history service (legacy)',
      help: 'Requires the open beta history service.',
      query: [
        parameter('conid!', 'integer', 'Contract id.', { format: 'conid', example: '265598' }),
        parameter('period!', 'string', 'Period before now, in S, d, w, m or y.', { format: 'period', example: '1w' }),
        parameter('bar', 'string', 'Bar size.', { format: 'bar', example: '1d' }),
        parameter('outsideRth', 'boolean', 'Include bars outside regular trading hours.', { example: 'false' }),
      ],
    },
    {
      id: 'legacy.snapshot',
      call: 'GET /v1/api/md/snapshot',
      effect: 'read',
      needs: ['warm-up', 'market-data'],
      title: 'Beta snapshot (legacy)',
      help: 'Replaced by the snapshot under iserver.',
      query: [
        parameter('conids!', 'string', 'Contract ids, with or without exchange.', {
          format: 'conid',
          list: true,
          example: '265598@SMART',
        }),
        parameter('fields', 'integer', 'Field ids.', { format: 'fieldId', list: true, example: '31,84,86' }),
      ],
    },
    {
      id: 'legacy.regulatory-snapshot',
      call: 'GET /v1/api/md/regsnapshot',
      effect: 'trading',
      title: 'Regulatory snapshot (legacy)',
      help: 'A GET that cost USD 0.01 each time; switched off in February 2026.',
      query: [parameter('conid!', 'string', 'Contract id.', { format: 'conid', example: '265598' })],
    },
    {
      id: 'legacy.unsubscribe',
      call: 'GET /v1/api/iserver/marketdata/{conid}/unsubscribe',
      effect: 'session',
      title: 'Close the stream of a contract (legacy)',
      help: 'A GET with an effect. Replaced by the POST.',
    },
  ]),
  ...legacy('scanner', [
    {
      id: 'legacy.history-scanner',
      call: 'POST /v1/api/hmds/scanner',
      effect: 'read',
      title: 'Scanner of the beta history service (legacy)',
      help: 'Switched off in August 2026.',
      bodyExample: {
        instrument: 'STK',
        locations: 'STK.US.MAJOR',
        scanCode: 'TOP_PERC_GAIN',
        secType: 'STK',
        filters: [],
      },
    },
  ]),
  ...legacy('contracts', [
    {
      id: 'legacy.definitions',
      call: 'POST /v1/api/trsrv/secdef',
      effect: 'read',
      title: 'Definitions of several contracts, as a POST (legacy)',
      help: 'Up to 200 contracts; the GET is current.',
      bodyExample: { conids: [265598, 8314] },
    },
  ]),
  ...legacy('notifications', [
    {
      id: 'legacy.notifications-more',
      call: 'GET /v1/api/fyi/notifications/more',
      effect: 'read',
      title: 'Next page of notifications (legacy)',
      help: 'Notifications after a given one.',
      query: [parameter('id!', 'string', 'Last notification of the previous page.')],
    },
  ]),
  ...legacy('portfolio', [
    {
      id: 'legacy.allocation',
      call: 'POST /v1/api/portfolio/allocation',
      effect: 'read',
      title: 'Allocation of several accounts (legacy)',
      help: 'Replaced by the portfolio analyst.',
      bodyExample: { acctIds: ['{{accountId}}'] },
    },
    {
      id: 'legacy.subaccounts-page',
      call: 'GET /v1/api/portfolio/subaccounts2/{page}',
      effect: 'read',
      title: 'Subaccounts, page by page (legacy)',
      help: 'Replaced by a call with the page as a query parameter.',
    },
  ]),
  ...legacy('analyst', [
    {
      id: 'legacy.analyst-summary',
      call: 'POST /v1/api/pa/summary',
      effect: 'read',
      pacing: oncePerFifteenMinutes,
      title: 'Summary of the portfolio analyst (legacy)',
      help: 'Listed only in the table of rate limits.',
      bodyExample: { acctIds: ['{{accountId}}'] },
    },
  ]),
  ...legacy('orders', [
    {
      id: 'legacy.place-order',
      call: 'POST /v1/api/iserver/account/{accountId}/order',
      effect: 'trading',
      needs: ['accounts-read'],
      title: 'Place one order (legacy)',
      help: 'Replaced by the plural form.',
      bodyExample: exampleOrder,
    },
    {
      id: 'legacy.preview-order',
      // Classified as trading although it is a preview: a server without this route would treat it as a change of the
      // order "whatif".
      call: 'POST /v1/api/iserver/account/{accountId}/order/whatif',
      effect: 'trading',
      needs: ['accounts-read', 'snapshot-read'],
      title: 'Preview one order (legacy)',
      help: 'Replaced by the plural form.',
      bodyExample: exampleOrder,
    },
    {
      id: 'legacy.place-group-order',
      call: 'POST /v1/api/iserver/account/orders/{faGroup}',
      effect: 'trading',
      needs: ['advisor', 'accounts-read'],
      title: 'Place an order for an allocation group (legacy)',
      help: 'Replaced by the group name instead of the account.',
      bodyExample: exampleOrder,
    },
    {
      id: 'legacy.ccp',
      // One entry for a whole family of operations. The star matches no path, so every call of the family requires
      // arming.
      call: 'GET /v1/api/ccp/*',
      effect: 'trading',
      title: 'The CCP beta family (legacy)',
      help: 'Login, account, positions, orders and trades of a beta that is no longer offered.',
    },
  ]),
]
