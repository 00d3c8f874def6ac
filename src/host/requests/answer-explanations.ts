import { changesOrders } from '../../client/index.ts'
import type { NextStep, WarmUp } from '../../shared/domain/next-step.ts'
import { describePreview } from './describe-preview.ts'
import { describeFailedOrders, describeRejection } from './describe-rejection.ts'
import type { AnsweredRequest } from './explain-answer.ts'

/** What is known of some answers. All that is given has to fit. */
export interface Explanation {
  readonly status?: number | readonly number[]
  readonly text?: RegExp
  readonly path?: RegExp
  readonly applies?: (answer: AnsweredRequest) => boolean
  /** A function where they name something of the answer. */
  readonly words: string | ((answer: { readonly text: string; readonly path: string }) => string)
  readonly next?: NextStep
  /** In its place where the request only reads. */
  readonly nextOfRead?: NextStep
}

const accountOf = (path: string): string =>
  decodeURIComponent(/\/(?:portfolio2?|acesws)\/([^/]+)/.exec(path)?.[1] ?? '')

const reconnect: NextStep = { kind: 'reconnect' }
const again: NextStep = { kind: 'send-again' }
const params: NextStep = { kind: 'edit', part: 'params' }
const body: NextStep = { kind: 'edit', part: 'body' }
const accounts: NextStep = { kind: 'open', method: 'GET', path: '/iserver/accounts' }
const alerts: NextStep = { kind: 'open', method: 'GET', path: '/iserver/account/{accountId}/alerts' }
const seeOrders: NextStep = { kind: 'see-orders' }
const before = (path: string, method: 'GET' | 'POST' = 'GET'): NextStep => ({ kind: 'send-before', method, path })

const warmUp = (how: Partial<WarmUp> = {}): WarmUp => ({
  kind: 'warm-up',
  before: [],
  without: [],
  repeats: 1,
  pauseMs: 500,
  ...how,
})
const FORCED_ORDERS = { method: 'GET', path: '/iserver/account/orders', query: [['force', 'true']] } as const
const BROKERAGE_ACCOUNTS = { method: 'GET', path: '/iserver/accounts', query: [] } as const
/** The last price alone: which fields are read does not matter. */
const QUOTES_OF_ORDERS = {
  method: 'GET',
  path: '/iserver/marketdata/snapshot',
  query: [['fields', '31']],
  ofOrders: true,
} as const
const PORTFOLIO_ACCOUNTS = { method: 'GET', path: '/portfolio/accounts', query: [] } as const

/** Rows of a snapshot with ids, 6509 (availability), 6119, `server_id` and `_updated` only. The last row of a long response is cut. */
const NO_QUOTES_YET =
  /^\[\s*(?:\{\s*(?:"(?:conid|conidEx|6509|6119|server_id|_updated)"\s*:\s*(?:"[^"]*"|[\d.]+)\s*(?:,\s*)?)+\}\s*(?:,\s*)?)+(?:\]\s*|\{[^}]*)?$/

/* Ordered: the first that fits wins. Conditions that IBKR tells apart only by a text come before their status. */
export const EXPLANATIONS: readonly Explanation[] = [
  // The session.
  {
    text: /no bridge|init session first/i,
    words: 'There is no brokerage session. Reconnect the session; calls under /iserver work once it is established.',
    next: reconnect,
  },
  {
    path: /\/orders\/whatif$/,
    text: /query \/?accounts first/i,
    words: 'A preview comes after the accounts and a snapshot of the contract.',
    next: warmUp({ before: [BROKERAGE_ACCOUNTS, QUOTES_OF_ORDERS], repeats: 2 }),
  },
  {
    text: /query \/?accounts first/i,
    words: 'Send GET /iserver/accounts first, then repeat this request.',
    next: before('/iserver/accounts'),
  },
  {
    text: /invalid consumer/i,
    words: 'IBKR does not know the consumer key yet: new keys work after its nightly reset, sometimes days later.',
  },
  {
    status: 200,
    path: /\/(?:auth\/status|ssodh\/init|reauthenticate|tickle)$/,
    text: /"authenticated"\s*:\s*false/,
    words: 'The brokerage session is not there: logged out, or another login of this user competes for it. Reconnect.',
    next: reconnect,
  },
  {
    text: /failed to generate sso dh token/i,
    words: 'The login was not accepted for a brokerage session. Reconnect; if it stays, log in at the gateway anew.',
    next: reconnect,
  },
  // Accounts.
  {
    text: /accountid is not valid|invalid account id/i,
    words: 'This login has no such account. GET /iserver/accounts lists those it has.',
    next: accounts,
  },
  {
    text: /accountid needed/i,
    words: 'The account is missing: {{accountId}} stands for the selected one.',
    next: params,
  },
  // Orders.
  {
    text: /orderid .* doesn't exist/i,
    words: 'No working order has this id. GET /iserver/account/orders lists the orders of the day.',
    next: seeOrders,
  },
  {
    text: /order is inactive/i,
    words: 'The order does not work any more: filled, cancelled or refused.',
    next: seeOrders,
  },
  {
    text: /reply id not found/i,
    words: 'The question has lapsed: any other request in between ends it. Look at the orders, then place it again.',
    next: seeOrders,
  },
  {
    status: 503,
    path: /\/iserver\/reply\//,
    words:
      'The question has lapsed, or no answer came in time. The order may be there all the same: look at the orders before anything else.',
    next: seeOrders,
  },
  {
    status: [400, 503],
    path: /\/order\/status\//,
    words: 'IBKR does not hold an order with this id: only orders of the day are known. This is not an outage.',
    next: seeOrders,
  },
  {
    text: /can not contain field # ?8089/i,
    words:
      'This account has no entitlement for extOperator (field 8089). Remove extOperator: manualIndicator alone is enough.',
    next: body,
  },
  { text: /failed to parse body as json/i, words: 'IBKR could not read the body as JSON.', next: body },
  {
    text: /includes parameter with incorrect type/i,
    words:
      'A field of the order has another type than it should: quantity and prices are numbers, ids of contracts too.',
    next: body,
  },
  { text: /invalid side/i, words: 'The side must be BUY or SELL, in capital letters.', next: body },
  {
    text: /unknown order type/i,
    words:
      'IBKR does not know this orderType: LMT, MKT, STP, STOP_LIMIT, MIDPRICE, TRAIL and TRAILLMT are some that it does.',
    next: body,
  },
  {
    text: /conid or conidex is required/i,
    words: 'The order has no contract: conid, or conidex, is missing.',
    next: body,
  },
  {
    text: /invalid order price fields/i,
    words:
      'The prices do not go with the order type: LMT needs price, STP needs price too, STOP_LIMIT price and auxPrice.',
    next: body,
  },
  {
    text: /time in force is not supported/i,
    words: 'This time in force does not go with the order, or is missing: tif is DAY, GTC, IOC or OPG.',
    next: body,
  },
  {
    text: /no sec defs? returned/i,
    words: 'IBKR knows no contract with this conid.',
    next: { kind: 'open', method: 'GET', path: '/iserver/secdef/search' },
  },
  // Alerts.
  {
    status: 403,
    path: /\/account\/[^/]+\/alert$/,
    words:
      'A filter in front of IBKR rejects bodies that contain >=, <= or !=. Your address and permissions are fine. Create the alert in TWS or Client Portal.',
  },
  { text: /orderid and type are required/i, words: 'The details of an alert need type=Q beside its id.', next: params },
  { text: /alert name cannot be modified/i, words: 'An alert keeps its name. Delete it and make another.', next: body },
  {
    text: /failed to (?:activate|deactivate|delete) alert|alert with order id=\S+ not found/i,
    words: 'This account has no alert with this id. The list of alerts has their ids.',
    next: alerts,
  },
  {
    text: /condition #\d+:\s*can't recognize fix \[[<>=]+\]/i,
    words:
      'IBKR accepts only the operators >= and <=, and a filter in front of it rejects both. Create the alert in TWS or Client Portal.',
  },
  {
    text: /condition #\d+:\s*can't recognize fix/i,
    words: 'A condition of the alert names something that IBKR does not know.',
    next: body,
  },
  { status: 200, text: /"success"\s*:\s*false/, words: 'IBKR did not do it, and says why in the answer.' },
  // Bodies.
  { text: /body can't be empty/i, words: 'This call wants a body.', next: body },
  { status: 411, words: 'IBKR wants a body with its length: send {} where there is nothing to say.', next: body },
  {
    status: 415,
    words: 'IBKR does not take this kind of body here: JSON for most calls, a signed token for those under /gw/api.',
    next: body,
  },
  // Market data, contracts, figures.
  {
    text: /chart data unavailable/i,
    words:
      'IBKR has no bars for this request. direction=1 fails for some contracts, such as SPY and QQQ: leave it out and page backwards.',
    next: params,
  },
  {
    text: /exactly one of symbol\/conid/i,
    words: 'Trading hours need assetClass and either symbol or conid, not both.',
    next: params,
  },
  {
    text: /invalid period/i,
    path: /\/pa\//,
    words: 'IBKR does not accept this period. The documented periods are 1D, 7D, MTD, 1M, YTD and 1Y.',
    next: body,
  },
  {
    text: /acctids, currency and conids are required/i,
    words: 'Transactions need all three fields: acctIds, conids and currency.',
    next: body,
  },
  // Status alone.
  { status: 400, words: 'IBKR could not use the request: look at the parameters and the body.', next: params },
  {
    status: 401,
    text: /id:\s*\d+,\s*error:/i,
    words: 'The token call was refused: the text says why. Keys, realm, time of this machine and signature must fit.',
  },
  {
    status: 401,
    path: /\/(?:portfolio2?|acesws)\/[^/]+\//,
    applies: ({ path, accounts }) => accounts?.includes(accountOf(path)) === false,
    words: ({ path }) =>
      `This login has no account ${accountOf(path)}: IBKR returns 401 for that. Check the account id; reconnect only if other requests fail too.`,
    next: { kind: 'open', method: 'GET', path: '/portfolio/accounts' },
  },
  {
    status: 401,
    words: 'The login does not hold here. If other requests work, this path needs rights that the login lacks.',
    next: reconnect,
  },
  {
    status: 403,
    text: /<html|access denied/i,
    words: 'Refused by the edge in front of IBKR: an address that is not allowed, or a permission that is missing.',
  },
  { status: 403, words: 'Refused: a missing permission, or an address that is not allowed.' },
  {
    status: 404,
    path: /\/hmds\//,
    words: 'Call POST /hmds/auth/init first: the history service answers only after it.',
    next: before('/hmds/auth/init', 'POST'),
  },
  { status: 404, path: /\/fyi\//, words: 'IBKR knows no such device or notification.', next: params },
  { status: 404, words: 'No such path. Paths are case-sensitive and begin below /v1/api.' },
  { status: 410, words: 'The session at this server is gone. Reconnect.', next: reconnect },
  {
    text: /waiting for reply/i,
    words:
      'IBKR is still loading this list after the login. Send the request again after a second. This is not an outage.',
    next: again,
    nextOfRead: warmUp({ repeats: 3, pauseMs: 1_000 }),
  },
  { status: 423, words: 'Locked for the moment. Try again in a little while.', next: again },
  {
    status: 429,
    words:
      'Too many requests. This path pauses now: more of them put your user and address into the penalty box for 15 minutes, and requests of other programs count too.',
  },
  {
    status: 500,
    path: /\/questions\/suppress$/,
    words: 'IBKR fails on an empty list here. Change the body.',
    next: body,
  },
  {
    status: 500,
    words: 'IBKR failed on this request; often a value is wrong in a way that it noticed late.',
    next: params,
  },
  {
    status: [408, 502, 504],
    words: 'No response came in time.',
    next: again,
  },
  {
    status: 503,
    path: /\/alert\//,
    words: 'No response in time. For an alert this mostly means that IBKR has none with this id.',
    next: alerts,
  },
  {
    status: 503,
    path: /\/algos$/,
    words: 'No answer in time. Here that mostly means a conid that IBKR does not know.',
    next: params,
  },
  {
    status: 503,
    words: 'The backend of IBKR did not respond in time.',
    next: again,
  },
  // First calls.
  {
    status: 200,
    path: /marketdata\/snapshot/,
    text: NO_QUOTES_YET,
    words: 'The first call for a contract only opens its stream: prices come with the next ones.',
    next: warmUp({ repeats: 4 }),
  },
  {
    status: 200,
    path: /account\/orders$/,
    text: /"orders"\s*:\s*\[\s*\]/,
    words:
      'The first call of a session, and each one with force=true, answers empty: the orders come with the next one.',
    next: warmUp({ before: [FORCED_ORDERS], without: ['force'], repeats: 2 }),
  },
  {
    status: 200,
    path: /marketdata\/history$/,
    text: /"data"\s*:\s*\[\s*(?:\{(?![^{}]*"t"\s*:)[^{}]*\}\s*)?\]/,
    words:
      'The window has no bars. A row without t is a placeholder, not a price. Choose a longer period or another startTime, which is the end of the window.',
    next: params,
  },
  {
    status: 200,
    path: /secdef\/schedule$/,
    text: /^\s*\[\s*\]\s*$/,
    words: 'No venue matches. exchange=SMART always returns an empty list: leave exchange out, or name a venue.',
    next: params,
  },
  {
    status: 200,
    path: /\/orders\/whatif$/,
    text: /"warns?"\s*:\s*(?:\[[^\]]*)?"21\//,
    words: 'The preview misses the market data of the contract: a snapshot has to be read first.',
    next: warmUp({ before: [BROKERAGE_ACCOUNTS, QUOTES_OF_ORDERS], repeats: 2 }),
  },
  {
    status: 200,
    path: /\/orders\/whatif$/,
    text: /"error"\s*:\s*"[^"]/,
    words: ({ text }) => describePreview(text),
    next: body,
  },
  {
    status: 200,
    path: /\/orders\/whatif$/,
    text: /"warns?"\s*:\s*(?:\[\s*)?"[^"]/,
    words: ({ text }) => describePreview(text),
  },
  {
    status: 200,
    path: /account\/trades$/,
    text: /^\s*\[\s*\]\s*$/,
    words: 'Empty: either there were no trades, or it is the first call of the session.',
    next: warmUp(),
  },
  {
    status: 200,
    path: /account\/pnl\/partitioned$/,
    text: /"upnl"\s*:\s*\{\s*\}/,
    words: 'Empty until the topic spl was subscribed to once in this session: the next read then has the figures.',
    next: warmUp({ topic: 'spl+{}', repeats: 2, pauseMs: 1_000 }),
  },
  {
    status: 200,
    path: /\/contract\/\d+\/algos$/,
    text: /"algos"\s*:\s*\[\s*\]/,
    words: 'Empty: either the contract takes none, or it is the first call for it.',
    next: warmUp(),
  },
  {
    status: 200,
    path: /\/iserver\/watchlist$/,
    text: /"instruments"\s*:\s*\[\s*\{(?![\s\S]*"(?:ticker|assetClass)")/,
    words: 'The first call for a list only names its instruments: what they are comes with the next one.',
    next: warmUp(),
  },
  {
    status: 200,
    path: /\/portfolio\/[^/]+\/positions\/\d+$/,
    text: /^\s*\[\s*\{(?![\s\S]*"(?:ticker|listingExchange)")/,
    words: 'The first call leaves out what the contracts are: names and exchanges come with the next one.',
    next: warmUp(),
  },
  {
    status: 200,
    path: /\/portfolio\/[^/]+\/.+/,
    text: /^\s*(?:\{\s*\}|\[\s*\])\s*$/,
    words: 'Empty: either there is nothing, or GET /portfolio/accounts was not sent in this session yet.',
    // The first positions after the accounts still leave out what the contracts are.
    next: warmUp({ before: [PORTFOLIO_ACCOUNTS], repeats: 2 }),
  },
  {
    status: 200,
    applies: changesOrders,
    text: /^\s*\[[\s\S]*"order_status"\s*:\s*"Failed"/,
    words: ({ text }) => describeFailedOrders(text),
    next: seeOrders,
  },
  {
    status: 200,
    applies: changesOrders,
    text: /^\s*\{\s*"error"\s*:/,
    words: ({ text }) => describeRejection(text),
    next: body,
  },
  { status: 200, text: /^\s*\{\s*"error"\s*:/, words: 'IBKR reports this error with status 200.' },
]
