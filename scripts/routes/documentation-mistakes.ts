import type { Structure } from './documented-responses.ts'

/** An error in the schema of IBKR's document, contradicted by the live API. */
export interface DocumentationMistake {
  /** The operation with the error: method and path as in the catalogue, without `/v1/api`. */
  readonly operation: string
  /** Position in the response, matched as a JSON pointer. */
  readonly at: RegExp
  /**
   * The structure that IBKR sends. `null` is added to the documented type, `array` makes it an array, and any other
   * structure replaces it.
   */
  readonly wire: Structure
  readonly reason: string
}

const decimals = 'amounts are typed integer; on the wire they have decimals'
const booleanInQuotes = 'a boolean with a single allowed value, which is written as text'
const noExample = 'null as in the example of the same call with GET'

/**
 * Known errors of the document that its own example does not contradict. The test fails for an entry that no recorded
 * response confirms.
 */
export const documentationMistakes: readonly DocumentationMistake[] = [
  { operation: 'GET /iserver/account/pnl/partitioned', at: /^\/upnl\//, wire: 'number', reason: decimals },
  { operation: 'POST /iserver/contract/rules', at: /(limitPrice|increment)$/, wire: 'number', reason: decimals },
  {
    operation: 'GET /iserver/contract/{conid}/info-and-rules',
    at: /(limitPrice|increment)$/,
    wire: 'number',
    reason: decimals,
  },
  { operation: 'POST /pa/performance', at: /\/startNAV\/val$/, wire: 'number', reason: decimals },
  { operation: 'POST /pa/transactions', at: /\/(pr|amt)$/, wire: 'number', reason: decimals },
  { operation: 'POST /iserver/marketdata/unsubscribe', at: /^\/success$/, wire: 'boolean', reason: booleanInQuotes },
  {
    operation: 'GET /iserver/marketdata/unsubscribeall',
    at: /^\/unsubscribed$/,
    wire: 'boolean',
    reason: booleanInQuotes,
  },
  {
    operation: 'POST /iserver/secdef/search',
    at: /(companyName|symbol|description)$/,
    wire: 'null',
    reason: noExample,
  },
  {
    operation: 'GET /iserver/account/order/status/{orderId}',
    at: /^\/side$/,
    wire: 'string',
    reason: 'the wire and the example have B and S, the schema BUY and SELL',
  },
  {
    operation: 'GET /iserver/account/order/status/{orderId}',
    at: /^\/child_order_type$/,
    wire: 'string',
    reason: 'a live order showed 3, which the schema does not allow',
  },
  {
    operation: 'GET /portfolio/positions/{conid}',
    at: /^\/DU1234567$/,
    wire: 'array',
    reason: 'the wire and the example have an array for each account, the schema an object',
  },
  {
    operation: 'GET /portfolio/{accountId}/combo/positions',
    at: /(expiry|multiplier|putOrCall)$/,
    wire: 'null',
    reason: 'the example is a Python print of null',
  },
  {
    operation: 'GET /iserver/account/mta',
    at: /^\/order_status$/,
    wire: 'string',
    reason: 'a live alert of the mobile trading assistant was Inactive, which the schema does not allow',
  },
  {
    operation: 'POST /gw/api/v1/sso-browser-sessions',
    at: /^$/,
    wire: { active: 'boolean', url: 'string' },
    reason: 'the schema is that of another call; the wire has active and url',
  },
]
