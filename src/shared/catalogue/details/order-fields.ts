import { anyJsonShape, choice, decimal, flag, group, integer, list, map, text, textShape } from '../define-fields.ts'
import type { Field } from '../shape.ts'

const limited = ['LMT', 'STP', 'STOP_LIMIT', 'MIDPRICE', 'TRAIL', 'TRAILLMT', 'LIT', 'MIT', 'LOC', 'REL']
const trailing = { field: 'orderType', is: ['TRAIL', 'TRAILLMT'] }

/**
 * Fields of one order, in the order in which a trader fills them in. Used for placing, previewing and changing an
 * order.
 */
export const orderFields: readonly Field[] = [
  text('acctId', 'Account of the order. Default: the account in the path.', {
    format: 'accountId',
    example: '{{accountId}}',
  }),
  integer('conid!', 'Contract id; IBKR chooses the route. Omit it if conidex is given.', { format: 'conid' }),
  text('conidex', 'Contract id with a route, such as 265598@NYSE, or a combination of legs; instead of conid.', {
    format: 'conidex',
    example: '265598@SMART',
  }),
  choice('side!', 'Buy or sell, in capitals.', ['BUY', 'SELL']),
  decimal('quantity!', 'Number of shares or contracts. Omit it if a cash quantity is given.', {
    minimum: 0,
    example: 1,
  }),
  choice(
    'orderType!',
    'Order type. The contract rules list the allowed types.',
    ['LMT', 'MKT', 'STP', 'STOP_LIMIT', 'MIDPRICE', 'TRAIL', 'TRAILLMT'],
    {
      open: true,
      meanings: {
        LMT: 'limit',
        MKT: 'market',
        STP: 'stop',
        STOP_LIMIT: 'stop limit',
        MIDPRICE: 'midpoint with a price cap',
        TRAIL: 'trailing stop',
        TRAILLMT: 'trailing stop limit',
      },
    },
  ),
  decimal('price', 'Limit price; the stop price of STP and TRAIL, the cap of MIDPRICE.', {
    when: { field: 'orderType', is: limited },
    example: 1,
  }),
  decimal('auxPrice', 'Stop price of a stop limit or trailing stop limit.', {
    required: true,
    when: { field: 'orderType', is: ['STOP_LIMIT', 'TRAILLMT'] },
  }),
  choice('tif!', 'Time in force.', ['DAY', 'GTC', 'IOC', 'OPG', 'PAX', 'OVT', 'OND'], {
    default: 'DAY',
    meanings: {
      DAY: 'today',
      GTC: 'until cancelled',
      IOC: 'immediate or cancel',
      OPG: 'at the open',
      PAX: 'crypto at Paxos',
      OVT: 'overnight',
      OND: 'overnight and day',
    },
  }),
  decimal('trailingAmt', 'Distance of the trailing stop, as an amount or in percent.', {
    required: true,
    when: trailing,
  }),
  choice('trailingType', 'Whether the trailing amount is an amount or a percentage.', ['amt', '%'], {
    required: true,
    when: trailing,
  }),
  flag('outsideRTH', 'Allow fills outside regular trading hours.', { default: false }),
  text('cOID', 'Your own reference, not used in the last 24 hours; comes back as order_ref. Not on bracket children.', {
    format: 'ownReference',
    maximumLength: 64,
  }),
  text('parentId', 'On the child of a bracket: the reference (cOID) of its parent, or its order id.'),
  flag('isSingleGroup', 'All orders of this call cancel one another: set it on each order.'),
  text('secType', 'Contract id and kind together, such as 265598:STK.', { example: '265598:STK' }),
  text('listingExchange', 'Exchange to route to. If omitted, IBKR chooses.', {
    format: 'exchange',
    default: 'SMART',
  }),
  text('ticker', 'Symbol for display only; the contract id determines the contract.', { format: 'symbol' }),
  decimal(
    'cashQty',
    'Money to spend instead of a quantity: crypto, currencies, stocks (rounded down to whole shares).',
    {
      minimum: 0,
    },
  ),
  decimal('fxQty', 'Amount of a currency conversion, instead of a quantity.', { minimum: 0 }),
  flag('isCcyConv', 'The order converts currency rather than opening a position.'),
  flag('allOrNone', 'Fill the whole quantity or nothing.'),
  flag('useAdaptive', 'Let IBKR manage the price with its adaptive algorithm.'),
  flag('deactivated', 'Only save the order; it is not sent to the market.'),
  text('referrer', 'Free text: origin of the order.'),
  text('strategy', 'Name of an algorithm, as the algorithms of the contract list it.', { example: 'Adaptive' }),
  map('strategyParameters', 'Values of the parameters of the algorithm.', 'name of a parameter', textShape),
  choice(
    'allocationMethod',
    'Method that divides an order for a group; for advisers.',
    ['A', 'E', 'N', 'C', 'P', 'R', 'S'],
    {
      open: true,
      meanings: {
        A: 'available equity',
        E: 'equal parts',
        N: 'net liquidation value',
        C: 'available cash',
        P: 'percent',
        R: 'ratios',
        S: 'shares',
      },
    },
  ),
  integer('manualOrderTime', 'When a person gave the order; only where the accounts call allows customer times.', {
    format: 'date-time',
    time: 'milliseconds',
  }),
  flag('manualIndicator', 'Whether a person entered the order; required for futures and their options.'),
  text(
    'extOperator',
    'Person who entered the order. Omit it: manualIndicator is enough, and accounts without the entitlement get a 500 (field 8089).',
  ),
  text('customerAccount', 'Account of the customer, within an omnibus account only.'),
  flag('isProCustomer', 'Whether that customer is professional; omnibus accounts only.'),
  text('taxOptimizerId', 'Id of a choice of tax lots.'),
  group('jsonPayload', 'Further instructions, such as a division among accounts.', [
    group('allocation_profile', 'Allocation of the order among accounts.', [
      choice('alloc_type', 'Divide shares or cash.', ['SHARE', 'CASH']),
      list('allocations', 'One row per account; undocumented.', anyJsonShape),
    ]),
  ]),
]

/** Ids of order questions that can be switched off for the session. */
export const suppressedQuestionFields: readonly Field[] = [
  list(
    'messageIds!',
    'Ids of the questions, as messageIds of a question names them.',
    {
      kind: 'string',
      open: true,
      values: [
        ...['o163', 'o354', 'o382', 'o383', 'o403', 'o451', 'o2136', 'o2137', 'o2165', 'o10082', 'o10138', 'o10151'],
        ...['o10152', 'o10153', 'o10164', 'o10223', 'o10288', 'o10331', 'o10332', 'o10333', 'o10334', 'o10335'],
        ...['o10336', 'p6', 'p12'],
      ],
      meanings: {
        o163: 'price beyond the percentage limit',
        o354: 'no market data',
        o382: 'price off the tick',
        o383: 'size above the limit',
        o403: 'would fill immediately',
        o451: 'value above the limit',
        o2136: 'mixed allocation',
        o2137: 'other side of an open order',
        o2165: 'fractions outside of trading hours',
        o10082: 'called bond',
        o10138: 'change of size above the limit',
        o10151: 'risk of a market order',
        o10152: 'risk of a stop order',
        o10153: 'cap on the price',
        o10164: 'details of a cash quantity',
        o10223: 'confirmation of a cash quantity',
        o10288: 'crypto at the market',
        o10331: 'kinds of stop orders',
        o10332: 'crypto outside of the limits',
        o10333: 'exercise at the money',
        o10334: 'omnibus account',
        o10335: 'several orders in a short time',
        o10336: 'thinly traded security',
        p6: 'several accounts at once',
        p12: 'control of disruptive orders',
      },
    },
    { minimumItems: 1, maximumItems: 51 },
  ),
]

/** Fields of the reply to a prompt from the WebSocket. */
export const promptReplyFields: readonly Field[] = [
  integer('orderId', 'Order that the prompt is about.', { format: 'orderId' }),
  text('reqId', 'Id of the prompt.'),
  text('text', 'The chosen option, exactly as the prompt offers it.', { example: 'Yes' }),
]
