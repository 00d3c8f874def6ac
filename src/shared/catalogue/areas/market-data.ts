import { defineOperations, fiftyPerMinute, parameter, tenPerSecond } from '../define-operations.ts'

/** Accepted periods: 1 to 30 minutes, 8 hours, 1000 days, 792 weeks, 182 months, 15 years. */
const longEnough =
  '([1-9]|[12]\\d|30)min|[1-8]h|([1-9]\\d{0,2}|1000)d|([1-9]\\d?|[1-6]\\d\\d|7[0-8]\\d|79[0-2])w|([1-9]\\d?|1[0-7]\\d|18[0-2])m|([1-9]|1[0-5])y'

/** The bar sizes that IBKR documents. */
const wideEnough = '(1|2|3|5|10|15|30)min|[12348]h|1d|1w|1m|\\d{1,2}S'

/** Operations for quotes and historical bars. */
export const marketDataOperations = defineOperations('market-data', [
  {
    id: 'market-data.snapshot',
    call: 'GET /v1/api/iserver/marketdata/snapshot',
    effect: 'read',
    needs: ['accounts-read', 'market-data', 'warm-up'],
    pacing: tenPerSecond,
    title: 'Snapshot of quotes',
    help: 'The first call for a contract opens its stream and returns no values: send it again after half a second. Up to 100 contracts and 50 fields.',
    query: [
      parameter('conids!', 'integer', 'Contract ids, at most 100.', {
        format: 'conid',
        maximumItems: 100,
        list: true,
        example: '265598',
      }),
      parameter('fields!', 'integer', 'Field ids: 31 last, 84 bid, 86 ask, 55 symbol, 87 volume and many more.', {
        format: 'fieldId',
        maximumItems: 50,
        list: true,
        example: '31,84,86',
      }),
    ],
  },
  {
    id: 'market-data.history',
    call: 'GET /v1/api/iserver/marketdata/history',
    effect: 'read',
    needs: ['market-data'],
    pacing: fiftyPerMinute,
    title: 'Historical bars',
    help: 'At most 1000 bars per call, truncated without notice, and at most ten calls per second. High, low and volume have factors.',
    query: [
      parameter('conid!', 'integer', 'Contract id.', { format: 'conid', example: '265598' }),
      parameter('period!', 'string', 'Period before now: 30min, 8h, 5d, 1w, 6m or 1y, in lower case. m means month.', {
        format: 'period',
        pattern: longEnough,
        default: '1d',
        example: '1d',
      }),
      parameter('bar!', 'string', 'Bar size: 1min, 1h, 1d, 1w or 1m.', {
        format: 'bar',
        pattern: wideEnough,
        default: '1min',
        example: '5min',
      }),
      parameter('exchange', 'string', 'Exchange. Default: the primary exchange.', {
        format: 'exchange',
        example: 'SMART',
      }),
      parameter('outsideRth', 'boolean', 'Include bars outside regular trading hours.', {
        default: 'false',
        example: 'false',
      }),
      parameter(
        'startTime',
        'string',
        'End of the window in UTC, or its start with direction 1. Default: the newest bars.',
        { format: 'date-time', time: 'YYYYMMDD-HH:mm:ss', example: '20260105-15:00:00' },
      ),
      parameter(
        'direction',
        'integer',
        '-1 goes back from startTime. 1 goes forward and fails for some contracts, such as SPY and QQQ.',
        { default: '-1', example: '-1', values: ['-1', '1'] },
      ),
      parameter('source', 'string', 'Price source of the bars. Some servers call trades Last.', {
        default: 'Last',
        example: 'Trades',
        values: ['Trades', 'Last', 'Midpoint', 'Bid_Ask'],
      }),
    ],
  },
  {
    id: 'market-data.unsubscribe',
    call: 'POST /v1/api/iserver/marketdata/unsubscribe',
    effect: 'session',
    title: 'Close the stream of a contract',
    help: 'Frees the market data line of a snapshot. Also stops smd updates of this contract on the WebSocket.',
    bodyExample: { conid: 265598 },
  },
  {
    id: 'market-data.unsubscribe-all',
    call: 'GET /v1/api/iserver/marketdata/unsubscribeall',
    effect: 'session',
    title: 'Close all streams',
    help: 'A GET with an effect: it ends every stream of the session, including smd updates on the WebSocket.',
  },
])
