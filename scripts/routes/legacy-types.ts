import type { Structure } from './documented-responses.ts'

/** Body and response of a legacy operation, which is missing in IBKR's current document. */
export interface LegacyTypes {
  /** Method and path as in the catalogue, without `/v1/api`. */
  readonly route: string
  /** The current route with the same response, or the structure of the response, with optional fields. */
  readonly response: { readonly sameAs: string } | { readonly structure: Structure }
  /** The body: a field whose name ends in `?` is optional. `order` is one order of the current route. */
  readonly body?: Structure | 'order'
  readonly source: string
}

const RETIRED_PAGE = "IBKR's retired documentation page cpapi-v1"
const COMPARED = 'compared with a copy of the page'
/** Sources with this remark were not compared with a copy of the page or a recording. */
const UNVERIFIED = 'unverified'
const OLDER_FORM = `${RETIRED_PAGE}, which lists it as the older form of the current route; the response is ${UNVERIFIED}`

const BAR = { t: 'number', o: 'number', c: 'number', h: 'number', l: 'number', v: 'number' }

/** The legacy operations whose responses are known. */
export const legacyTypes: readonly LegacyTypes[] = [
  {
    route: 'POST /iserver/reauthenticate',
    response: { structure: { message: 'string' } },
    source: RETIRED_PAGE,
  },
  {
    route: 'GET /hmds/history',
    response: {
      structure: {
        startTime: 'string',
        startTimeVal: 'number',
        endTime: 'string',
        endTimeVal: 'number',
        data: [BAR],
        points: 'number',
        mktDataDelay: 'number',
      },
    },
    source: `${RETIRED_PAGE}; a response that a project recorded in October 2024 has the same fields`,
  },
  {
    route: 'GET /md/snapshot',
    response: { sameAs: 'GET /iserver/marketdata/snapshot' },
    source: `${RETIRED_PAGE}, with the same numbered fields; ${UNVERIFIED}`,
  },
  {
    route: 'GET /md/regsnapshot',
    response: {
      structure: {
        conid: 'number',
        conidEx: 'string',
        BboExchange: 'string',
        HasDelayed: 'boolean',
        '31': 'string|number',
        '84': 'string|number',
        '85': 'string|number',
        '86': 'string|number',
        '88': 'string|number',
        BestBidExch: 'number',
        BestAskExch: 'number',
        LastExch: 'number',
        '7057': 'string',
        '7058': 'string',
        '7059': 'string|number',
        '7068': 'string',
      },
    },
    source: `${RETIRED_PAGE}, ${COMPARED}; retired in February 2026`,
  },
  {
    route: 'GET /iserver/marketdata/{conid}/unsubscribe',
    response: { sameAs: 'POST /iserver/marketdata/unsubscribe' },
    source: OLDER_FORM,
  },
  {
    route: 'POST /hmds/scanner',
    body: {
      instrument: 'string',
      locations: 'string',
      scanCode: 'string',
      secType: 'string',
      // The page says that the list may be empty, but must be there. Its example has one field for each filter.
      filters: [{ '*': 'string|number' }],
      'delayedLocations?': 'string',
      'maxItems?': 'number',
    },
    response: {
      structure: {
        total: 'string',
        size: 'string',
        offset: 'string',
        scanTime: 'string',
        id: 'string',
        position: 'string',
        Contracts: { Contract: [{ inScanTime: 'string', contractID: 'string' }] },
      },
    },
    source: `${RETIRED_PAGE}, ${COMPARED}; retired in August 2026`,
  },
  {
    route: 'POST /trsrv/secdef',
    body: { conids: ['number|string'] },
    response: { sameAs: 'GET /trsrv/secdef' },
    source: OLDER_FORM,
  },
  {
    route: 'GET /fyi/notifications/more',
    response: { sameAs: 'GET /fyi/notifications' },
    source: `${RETIRED_PAGE}: the next page of the same list; ${UNVERIFIED}`,
  },
  {
    route: 'POST /portfolio/allocation',
    body: { acctIds: ['string'] },
    response: { sameAs: 'GET /portfolio/{accountId}/allocation' },
    source: 'a recording, 2026',
  },
  {
    route: 'GET /portfolio/subaccounts2/{page}',
    response: { sameAs: 'GET /portfolio/subaccounts2' },
    source: OLDER_FORM,
  },
  {
    route: 'POST /iserver/account/{accountId}/order',
    body: 'order',
    response: { sameAs: 'POST /iserver/account/{accountId}/orders' },
    source: OLDER_FORM,
  },
  {
    route: 'POST /iserver/account/{accountId}/order/whatif',
    body: 'order',
    response: { sameAs: 'POST /iserver/account/{accountId}/orders/whatif' },
    source: OLDER_FORM,
  },
  {
    route: 'POST /iserver/account/orders/{faGroup}',
    body: 'order',
    response: { sameAs: 'POST /iserver/account/{accountId}/orders' },
    source: OLDER_FORM,
  },
]

/** The other legacy operations, with the reason why their response has no type. */
export const unknownLegacyResponses: Readonly<Record<string, string>> = {
  'POST /hmds/auth/init': 'programs only read its status',
  'POST /pa/summary': 'IBKR names it only in the table of rate limits',
}
