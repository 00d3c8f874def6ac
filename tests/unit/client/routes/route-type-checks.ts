import {
  type IbkrClient,
  type RawResponse,
  type Route,
  type RouteInput,
  type RouteResponse,
  routeRequest,
  type SessionSupervisor,
} from '../../../../src/client/index.ts'

/*
 * Correct and wrong uses of the routes, for the compiler only. "npm run types" fails if a correct use does not compile,
 * or if a wrong use compiles.
 */

type Text = string | undefined

export async function checkSessionAndAccounts(client: IbkrClient): Promise<void> {
  const { established }: { established?: boolean } = await client.request('POST /iserver/auth/ssodh/init', {
    body: { publish: true, compete: false },
  })
  const { session, iserver } = await client.request('POST /tickle')
  const [id, isReady]: [Text, boolean | undefined] = [session, iserver?.authStatus?.authenticated]
  const { accounts, selectedAccount } = await client.request('GET /iserver/accounts')
  const first: Text = accounts?.[0] ?? selectedAccount
  const { set } = await client.request('POST /iserver/account', { body: { acctId: 'U1' } })
  const { matchedAccounts } = await client.request('GET /iserver/account/search/{searchPattern}', {
    path: { searchPattern: 'U' },
  })
  const alias: Text = matchedAccounts?.[0]?.alias
  const { USER_NAME } = await client.request('GET /sso/validate')
  const loggedOut: boolean | undefined = (await client.request('POST /logout')).status
  void [established, id, isReady, first, set, alias, USER_NAME, loggedOut]
  // @ts-expect-error the method belongs to the route
  await client.request('PUT /tickle')
  // @ts-expect-error a misspelled path
  await client.request('GET /iserver/acounts')
  // @ts-expect-error a route starts with a method
  await client.request('/iserver/accounts')
  // @ts-expect-error the body is required
  await client.request('POST /iserver/account')
  // @ts-expect-error a misspelled field of the body
  await client.request('POST /iserver/account', { body: { acctID: 'U1' } })
  // @ts-expect-error the path parameter is missing
  await client.request('GET /iserver/account/search/{searchPattern}', { path: {} })
  // @ts-expect-error the response has no such field
  void (await client.request('GET /iserver/accounts')).account
  // @ts-expect-error a flag is a boolean, not a string
  await client.request('POST /iserver/auth/ssodh/init', { body: { publish: 'true' } })
}

export async function checkBeforeSend(client: IbkrClient, session: SessionSupervisor): Promise<void> {
  const check = (): void => undefined
  await client.request({ path: 'tickle', beforeSend: check })
  await client.request('POST /tickle', { beforeSend: () => undefined })
  await session.stream({
    path: 'tickle',
    beforeSend() {
      check()
    },
  })
  // @ts-expect-error the request would not wait for an async function
  await client.request({ path: 'tickle', beforeSend: async () => undefined })
  // @ts-expect-error the request would not wait for an async function
  await session.request('POST /tickle', { beforeSend: async () => check() })
  // @ts-expect-error the request would not wait for a promise
  await session.stream({ path: 'tickle', beforeSend: () => Promise.reject(new Error('not wanted')) })
}

export async function checkPortfolio(client: IbkrClient, accountId: string): Promise<void> {
  const [account] = await client.request('GET /portfolio/accounts')
  const positions = await client.request('GET /portfolio/{accountId}/positions/{pageId}', {
    path: { accountId, pageId: 0 },
    query: { sort: 'name', direction: 'a' },
  })
  const sizes: number[] = positions.map(({ position, mktPrice }) => position * mktPrice)
  const [fresh] = await client.request('GET /portfolio2/{accountId}/positions', { path: { accountId } })
  const ledger = await client.request('GET /portfolio/{accountId}/ledger', { path: { accountId } })
  const cash: number | undefined = ledger['BASE']?.cashbalance
  const summary = await client.request('GET /portfolio/{accountId}/summary', { path: { accountId } })
  const value: number = summary.netliquidation.amount
  const allocation = await client.request('GET /portfolio/{accountId}/allocation', { path: { accountId } })
  const stocks: number | undefined = allocation.assetClass?.long?.['STK']
  const everywhere = await client.request('GET /portfolio/positions/{conid}', { path: { conid: '265598' } })
  const here: number | undefined = everywhere[accountId]?.[0]?.position
  const { upnl } = await client.request('GET /iserver/account/pnl/partitioned')
  const daily: number | undefined = upnl[`${accountId}.Core`]?.dpl
  const { availableFunds } = await client.request('GET /iserver/account/{accountId}/summary', { path: { accountId } })
  const { nav } = await client.request('POST /pa/performance', { body: { acctIds: [accountId], period: '1M' } })
  const days: string[] = nav.dates
  void [account?.accountId, sizes, fresh?.assetClass, cash, value, stocks, here, daily, availableFunds, days]
  // @ts-expect-error the path parameter pageId is missing
  await client.request('GET /portfolio/{accountId}/positions/{pageId}', { path: { accountId } })
  // @ts-expect-error the page must be a number
  await client.request('GET /portfolio/{accountId}/positions/{pageId}', { path: { accountId, pageId: 'first' } })
  // @ts-expect-error the route needs the path template, not a filled-in path
  await client.request('GET /portfolio/U1/positions/0')
  // @ts-expect-error this sort direction does not exist
  await client.request('GET /portfolio2/{accountId}/positions', { path: { accountId }, query: { direction: 'up' } })
  // @ts-expect-error this query parameter does not exist
  await client.request('GET /portfolio2/{accountId}/positions', { path: { accountId }, query: { page: 1 } })
  // @ts-expect-error the operation accepts no query
  await client.request('GET /portfolio/{accountId}/ledger', { path: { accountId }, query: {} })
  // @ts-expect-error the operation accepts no body
  await client.request('GET /portfolio/accounts', { body: {} })
  // @ts-expect-error a misspelled field of the response
  void positions[0]?.marketPrice
  // @ts-expect-error the size is a number, not a string
  const text: string = sizes[0]
  // @ts-expect-error this period does not exist
  await client.request('POST /pa/performance', { body: { acctIds: [accountId], period: '2W' } })
  void text
}

export async function checkOrders(client: IbkrClient, accountId: string): Promise<void> {
  const order = { conid: 265598, side: 'BUY', orderType: 'LMT', quantity: 1, price: 200, tif: 'DAY' } as const
  const placed = await client.request('POST /iserver/account/{accountId}/orders', {
    path: { accountId },
    body: { orders: [{ ...order, cOID: 'a' }] },
  })
  // The response is one of four: placed, question, rejected, or rejected with choices.
  if (Array.isArray(placed)) {
    for (const row of placed) {
      if ('order_id' in row) void [row.order_id, row.order_status, row.local_order_id, row.warning_message]
      if ('messageIds' in row) void [row.id, row.message, row.isSuppressed, row.messageOptions]
    }
  } else if ('error' in placed) void placed.error
  else if ('reqId' in placed) void [placed.reqId, placed.options, placed.dismissable]
  await client.request('POST /iserver/reply/{replyId}', { path: { replyId: 'x' }, body: { confirmed: true } })
  await client.request('POST /iserver/account/{accountId}/order/{orderId}', {
    path: { accountId, orderId: 1 },
    body: { ...order, price: 201 },
  })
  const { orders = [], snapshot } = await client.request('GET /iserver/account/orders', {
    query: { filters: ['submitted', 'filled'], force: false },
  })
  const { order_status } = await client.request('GET /iserver/account/order/status/{orderId}', {
    path: { orderId: '1' },
  })
  const trades = await client.request('GET /iserver/account/trades', { query: { days: 7 } })
  const { amount, warns } = await client.request('POST /iserver/account/{accountId}/orders/whatif', {
    path: { accountId },
    body: { orders: [{ conidex: '28812380;;;1/1,2/-1', side: 'BUY', orderType: 'MKT', cashQty: 1, tif: 'DAY' }] },
  })
  await client.request('DELETE /iserver/account/{accountId}/order/{orderId}', {
    path: { accountId, orderId: 1 },
    query: { manualIndicator: true },
  })
  await client.request('POST /iserver/questions/suppress', { body: { messageIds: ['o163'] } })
  void [orders[0]?.orderId, snapshot, order_status, trades[0]?.execution_id, amount?.commission, warns]
  const path = { accountId }
  await client.request('POST /iserver/account/{accountId}/orders', {
    path,
    // @ts-expect-error a misspelled field of an order
    body: { orders: [{ ...order, ordertype: 'LMT' }] },
  })
  // @ts-expect-error the order type is missing
  const lacking: RouteInput<'POST /iserver/account/{accountId}/orders'>['body']['orders'][0] = {
    side: 'BUY',
    tif: 'DAY',
  }
  await client.request('POST /iserver/account/{accountId}/orders', {
    path,
    // @ts-expect-error the side must be in capitals
    body: { orders: [{ ...order, side: 'buy' }] },
  })
  // @ts-expect-error the order must be in a list
  await client.request('POST /iserver/account/{accountId}/orders', { path, body: order })
  await client.request('POST /iserver/account/{accountId}/orders', {
    path,
    // @ts-expect-error a price must be a number
    body: { orders: [{ ...order, price: '200' }] },
  })
  // @ts-expect-error the maximum is 7 days
  await client.request('GET /iserver/account/trades', { query: { days: 8 } })
  // @ts-expect-error this filter does not exist
  await client.request('GET /iserver/account/orders', { query: { filters: ['open'] } })
  // @ts-expect-error a response to a placed order may be a refusal
  void placed[0]
  // @ts-expect-error a reply must have the field confirmed
  await client.request('POST /iserver/reply/{replyId}', { path: { replyId: 'x' }, body: {} })
  void lacking
}

export async function checkContractsAndMarketData(client: IbkrClient): Promise<void> {
  const [found] = await client.request('GET /iserver/secdef/search', { query: { symbol: 'AAPL', secType: 'STK' } })
  const { call = [] } = await client.request('GET /iserver/secdef/strikes', {
    query: { conid: found?.conid ?? 265598, sectype: 'OPT', month: 'JAN27' },
  })
  const [option] = await client.request('GET /iserver/secdef/info', {
    query: { conid: 265598, sectype: 'OPT', month: 'JAN27', strike: call[0] ?? 100, right: 'C' },
  })
  const { rules } = await client.request('GET /iserver/contract/{conid}/info-and-rules', { path: { conid: 265598 } })
  const { increment } = await client.request('POST /iserver/contract/rules', { body: { conid: 265598, isBuy: true } })
  const stocks = await client.request('GET /trsrv/stocks', { query: { symbols: ['AAPL', 'IBM'] } })
  const { secdef } = await client.request('GET /trsrv/secdef', { query: { conids: [265598, '8314'] } })
  const { rate } = await client.request('GET /iserver/exchangerate', { query: { source: 'EUR', target: 'USD' } })
  const [snapshot] = await client.request('GET /iserver/marketdata/snapshot', {
    query: { conids: [265598], fields: [31, 84, 86] },
  })
  const last: string | number | undefined = snapshot?.['31']
  const { data } = await client.request('GET /iserver/marketdata/history', {
    query: { conid: 265598, period: '1d', bar: '1h', outsideRth: true },
  })
  const { unsubscribed } = await client.request('GET /iserver/marketdata/unsubscribeall')
  const { contracts } = await client.request('POST /iserver/scanner/run', {
    body: { instrument: 'STK', type: 'TOP_PERC_GAIN', location: 'STK.US.MAJOR', filter: [] },
  })
  void [option?.maturityDate, rules.tifTypes, increment, stocks['AAPL']?.[0]?.contracts, secdef?.[0]?.ticker, rate]
  void [last, data?.[0]?.c, unsubscribed, contracts[0]?.con_id]
  // @ts-expect-error the query is required
  await client.request('GET /iserver/secdef/search')
  // @ts-expect-error the symbol is required
  await client.request('GET /iserver/secdef/search', { query: { secType: 'STK' } })
  // @ts-expect-error strikes exist only for options
  await client.request('GET /iserver/secdef/strikes', { query: { conid: 1, sectype: 'STK', month: 'JAN27' } })
  // @ts-expect-error this field does not exist
  void snapshot?.['32']
  // @ts-expect-error a flag is a boolean, not a string
  await client.request('GET /iserver/marketdata/history', { query: { conid: 1, period: '1d', outsideRth: 'yes' } })
  // @ts-expect-error the path parameter is a contract id, not an object
  await client.request('GET /iserver/contract/{conid}/info-and-rules', { path: { conid: found } })
  // @ts-expect-error this field of the scanner does not exist
  await client.request('POST /iserver/scanner/run', { body: { instruments: 'STK', type: 'x', location: 'y' } })
}

export async function checkListsAndManagement(client: IbkrClient, accountId: string): Promise<void> {
  const { data } = await client.request('GET /iserver/watchlists')
  const alerts = await client.request('GET /iserver/account/{accountId}/alerts', { path: { accountId } })
  const [notification] = await client.request('GET /fyi/notifications', { query: { max: 10 } })
  await client.request('PUT /fyi/notifications/{notificationId}', {
    path: { notificationId: notification?.ID ?? '' },
  })
  await client.request('DELETE /iserver/watchlist', { query: { id: '1' } })
  const echo = await client.request('GET /gw/api/v1/echo/https')
  const signed = await client.request('POST /gw/api/v1/echo/signed-jwt', { body: { iss: 'me' }, jwt: true })
  const { message }: { message?: string } = await client.request('POST /iserver/reauthenticate', { body: {} })
  const { secdef } = await client.request('POST /trsrv/secdef', { body: { conids: [265598] } })
  const legacy: unknown = await client.request('POST /pa/summary', { body: {} })
  await client.request('POST /oauth2/api/v1/token', { body: new URLSearchParams() })
  void [data.user_lists, alerts[0]?.alert_name, echo, signed, legacy, message, secdef?.[0]?.ticker]
  // @ts-expect-error the number of notifications is required
  await client.request('GET /fyi/notifications', { query: {} })
  // @ts-expect-error the operation requires a signed JWT
  await client.request('POST /gw/api/v1/echo/signed-jwt', { body: { iss: 'me' } })
  // @ts-expect-error the body must be form data
  await client.request('POST /oauth2/api/v1/token', { body: { grant_type: 'client_credentials' } })
  // @ts-expect-error no source describes the response
  void legacy.anything
  // @ts-expect-error a legacy operation for one order takes no list
  await client.request('POST /iserver/account/{accountId}/order', { path: { accountId }, body: { orders: [] } })
}

export async function checkRequestOptions(client: IbkrClient, session: SessionSupervisor): Promise<void> {
  const raw: RawResponse = await client.request('POST /tickle', { raw: true })
  await client.request('POST /tickle', { signal: AbortSignal.timeout(1), timeout: 5, strict: true, priority: 'low' })
  const { accounts }: RouteResponse<'GET /iserver/accounts'> = await session.request('GET /iserver/accounts')
  await session.request('POST /tickle', {}, { safe: true })
  const other: RawResponse = await session.request('GET /trsrv/stocks', { query: { symbols: 'A' }, raw: true }, {})
  const generic = <R extends Route>(route: R, input: RouteInput<R>) => client.request(route, input as never)
  // The options of a stream, in the argument that is built for it.
  const { body } = await client.stream(routeRequest('GET /iserver/scanner/params', { maxBytes: 1_000, raw: true }))
  // The original argument of ibkr-client still works, and its response may have any type.
  const text: string = await client.request({ path: 'tickle', method: 'POST', data: {} })
  const whole: RawResponse = await session.request({ path: 'tickle', raw: true }, { explicit: true })
  void [raw, accounts, other, generic, text, whole, body]
  // @ts-expect-error the method belongs to the route
  await client.request('POST /tickle', { method: 'POST' })
  // @ts-expect-error the field for the query is named query
  await client.request('GET /trsrv/stocks', { params: { symbols: 'A' } })
  // @ts-expect-error this option of a session does not exist
  await session.request('POST /tickle', {}, { save: true })
  // @ts-expect-error the session's options follow the input
  await session.request('POST /tickle', { safe: true })
  // @ts-expect-error the query is required
  await session.request('GET /trsrv/stocks')
  // @ts-expect-error only a stream limits its body
  await client.request('POST /tickle', { maxBytes: 1_000 })
  // @ts-expect-error a limit is a number
  routeRequest('POST /tickle', { maxBytes: '1 MB' })
  // @ts-expect-error a family of retired operations is no route
  await client.request('GET /ccp/*')
}
