import { type OperationDefinition, oncePerFifteenMinutes, operationsIn, parameter } from '../define-operations.ts'
import type { Area, Operation } from '../operation.ts'

/** All of them are undocumented by now. */
const legacy = (area: Area, definitions: readonly OperationDefinition[]): readonly Operation[] =>
  operationsIn(area, definitions).map((operation) => ({ ...operation, undocumented: true, legacy: true }))

/** Operations that IBKR's current document no longer names. Some still answer, some are gone. */
export const legacyOperations: readonly Operation[] = [
  ...legacy('session', [
    {
      id: 'legacy.reauthenticate',
      call: 'POST /v1/api/iserver/reauthenticate',
      effect: 'session',
      title: 'Log in again (old)',
      help: 'Opening the brokerage session has taken its place.',
      bodyExample: {},
    },
  ]),
  ...legacy('market-data', [
    {
      id: 'legacy.history-init',
      call: 'POST /v1/api/hmds/auth/init',
      effect: 'session',
      title: 'Open the beta history service (old)',
      help: 'Its other calls answer 404 before this one.',
      bodyExample: {},
    },
    {
      id: 'legacy.history',
      call: 'GET /v1/api/hmds/history',
      effect: 'read',
      needs: ['history-server'],
      title: 'Bars from the beta history service (old)',
      help: 'Needs the beta history service to be open.',
      query: [
        parameter('conid!', 'integer', 'Contract id.', { format: 'conid', example: '265598' }),
        parameter('period!', 'string', 'How far back, in S, d, w, m or y.', { format: 'period', example: '1w' }),
        parameter('bar', 'string', 'Width of a bar.', { format: 'bar', example: '1d' }),
        parameter('outsideRth', 'boolean', 'Include bars outside regular trading hours.', { example: 'false' }),
      ],
    },
    {
      id: 'legacy.snapshot',
      call: 'GET /v1/api/md/snapshot',
      effect: 'read',
      needs: ['warm-up', 'market-data'],
      title: 'Beta snapshot (old)',
      help: 'The snapshot under iserver has taken its place.',
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
      title: 'Regulatory snapshot (old)',
      help: 'A GET that cost USD 0.01 each time; switched off in February 2026.',
      query: [parameter('conid!', 'string', 'Contract id.', { format: 'conid', example: '265598' })],
    },
    {
      id: 'legacy.unsubscribe',
      call: 'GET /v1/api/iserver/marketdata/{conid}/unsubscribe',
      effect: 'session',
      title: 'Close the stream of a contract (old)',
      help: 'A GET with an effect; the POST has taken its place.',
    },
  ]),
  ...legacy('scanner', [
    {
      id: 'legacy.history-scanner',
      call: 'POST /v1/api/hmds/scanner',
      effect: 'read',
      title: 'Scanner of the beta history service (old)',
      help: 'Switched off in August 2026.',
    },
  ]),
  ...legacy('contracts', [
    {
      id: 'legacy.definitions',
      call: 'POST /v1/api/trsrv/secdef',
      effect: 'read',
      title: 'Definitions of several contracts, as a POST (old)',
      help: 'Up to 200 contracts; the GET is current.',
      bodyExample: { conids: [265598, 8314] },
    },
  ]),
  ...legacy('notifications', [
    {
      id: 'legacy.notifications-more',
      call: 'GET /v1/api/fyi/notifications/more',
      effect: 'read',
      title: 'Next page of notifications (old)',
      help: 'Those after a given one.',
      query: [parameter('id!', 'string', 'Last notification of the page before.')],
    },
  ]),
  ...legacy('portfolio', [
    {
      id: 'legacy.allocation',
      call: 'POST /v1/api/portfolio/allocation',
      effect: 'read',
      title: 'Allocation of several accounts (old)',
      help: 'The portfolio analyst has taken it over.',
      bodyExample: { acctIds: ['{{accountId}}'] },
    },
    {
      id: 'legacy.subaccounts-page',
      call: 'GET /v1/api/portfolio/subaccounts2/{page}',
      effect: 'read',
      title: 'Subaccounts, page by page (old)',
      help: 'The page is a query parameter today.',
    },
  ]),
  ...legacy('analyst', [
    {
      id: 'legacy.analyst-summary',
      call: 'POST /v1/api/pa/summary',
      effect: 'read',
      pacing: oncePerFifteenMinutes,
      title: 'Summary of the portfolio analyst (old)',
      help: 'Only the table of limits still names it.',
      bodyExample: { acctIds: ['{{accountId}}'] },
    },
  ]),
  ...legacy('orders', [
    {
      id: 'legacy.place-order',
      call: 'POST /v1/api/iserver/account/{accountId}/order',
      effect: 'trading',
      needs: ['accounts-read'],
      title: 'Place one order (old)',
      help: 'The plural form has taken its place.',
    },
    {
      id: 'legacy.preview-order',
      // Trading although a preview: a server without this route would read it as a change of the order called "whatif".
      call: 'POST /v1/api/iserver/account/{accountId}/order/whatif',
      effect: 'trading',
      needs: ['accounts-read', 'snapshot-read'],
      title: 'Preview one order (old)',
      help: 'The plural form has taken its place.',
    },
    {
      id: 'legacy.place-group-order',
      call: 'POST /v1/api/iserver/account/orders/{faGroup}',
      effect: 'trading',
      needs: ['advisor', 'accounts-read'],
      title: 'Place an order for an allocation group (old)',
      help: 'Today the name of the group stands in place of the account.',
    },
    {
      id: 'legacy.ccp',
      // A whole family under one entry. The star matches nothing, so every call of the family requires arming.
      call: 'GET /v1/api/ccp/*',
      effect: 'trading',
      title: 'The CCP beta family (old)',
      help: 'Login, account, positions, orders and trades of a beta that is no longer offered.',
    },
  ]),
]
