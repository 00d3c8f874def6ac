import { findInstrument } from '../contracts/find-instrument.ts'
import { type ApiCall, type Route, readRequestField, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, createIserverError, json } from '../http/response.ts'
import { buildHistoryBody } from '../market/history.ts'
import { readHistoryQuery } from '../market/history-query.ts'
import type { Instrument } from '../market/instruments.ts'
import { readQuoteFieldValues } from '../market/quote-fields.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectMissingParameter, splitCommaList } from './request-parameters.ts'

const maxConids = 100
const maxFields = 50
/**
 * Delay in ms between the first call for a conid and its first values. Until then, a row contains only availability and
 * server.
 */
const firstValuesMilliseconds = 100

/** Selects the large funds, which return no history with `direction=1`, as observed for SPY and QQQ. */
const isFund = ({ symbol }: Instrument) => symbol === 'SPY' || symbol === 'QQQ'

/** Creates the routes of market data snapshots and history. */
export function createMarketRoutes(state: SimulatorState): readonly Route[] {
  const { session, market } = state

  function snapshot(call: ApiCall) {
    const conids = splitCommaList(call.query.get('conids')).map(Number)
    const fields = splitCommaList(call.query.get('fields'))
    if (conids.length === 0) return rejectMissingParameter('conids')
    if (conids.length > maxConids || fields.length > maxFields) {
      return createIserverError(400, `Bad Request: at most ${maxConids} conids and ${maxFields} fields`)
    }
    // Reject the whole call for an unknown conid, before any stream is started.
    if (conids.some((conid) => findInstrument(conid) === undefined)) return createErrorWithoutStatus(500, 'unknown')
    const items: object[] = []
    for (const conid of conids) {
      const asked = session.warmUps().snapshotFields
      const known = asked.get(conid)
      // The first call for a conid only starts its stream. Requested fields accumulate over the calls.
      const fieldsOfConid = new Set([...(known?.fields ?? []), ...fields])
      const startedAt = known?.startedAt ?? state.realNow()
      asked.set(conid, { fields: fieldsOfConid, startedAt })
      if (known === undefined) items.push({ conid, conidEx: String(conid) })
      else items.push(item(conid, state.realNow() - startedAt < firstValuesMilliseconds ? [] : fieldsOfConid))
    }
    return json(items)
  }

  function item(conid: number, fields: Iterable<string>): object {
    const instrument = findInstrument(conid)
    if (instrument === undefined) return { conid }
    const quote = market.quote(instrument)
    return {
      conid,
      conidEx: String(conid),
      server_id: 'q1',
      '6119': 'q1',
      _updated: quote.updatedAt,
      ...readQuoteFieldValues(['6509', ...fields], instrument, quote),
    }
  }

  function unsubscribe(call: ApiCall) {
    const conid = Number(call.parameters['conid'] ?? readRequestField(call, 'conid'))
    if (!session.warmUps().snapshotFields.delete(conid)) return createErrorWithoutStatus(500, 'unknown')
    state.marketDataEnded.emit(conid)
    return json({ success: true })
  }

  return [
    route('GET', '/iserver/marketdata/snapshot', 'accounts', snapshot),
    route('POST', '/iserver/marketdata/unsubscribe', 'brokerage', unsubscribe),
    // This older operation has the conid in the path.
    route('GET', '/iserver/marketdata/{conid}/unsubscribe', 'brokerage', unsubscribe),
    route('GET', '/iserver/marketdata/unsubscribeall', 'brokerage', () => {
      session.warmUps().snapshotFields.clear()
      state.marketDataEnded.emit(undefined)
      return json({ unsubscribed: true })
    }),
    route('GET', '/iserver/marketdata/history', 'brokerage', (call) => {
      if (!call.query.has('conid')) return rejectMissingParameter('conid')
      const instrument = findInstrument(Number(call.query.get('conid')))
      if (instrument === undefined) return createErrorWithoutStatus(500, 'Chart data unavailable')
      const names = ['period', 'bar', 'source', 'outsideRth', 'startTime', 'direction'] as const
      const query = readHistoryQuery(Object.fromEntries(names.map((name) => [name, call.query.get(name) ?? undefined])))
      if (typeof query === 'string') return createIserverError(400, `Bad Request: ${query}`)
      // Return nothing for bars in lower-case seconds: IBKR requires `1S`.
      const unserved = /^\d+s$/.test(call.query.get('bar') ?? '') || (query.direction === 1 && isFund(instrument))
      if (unserved) return createErrorWithoutStatus(500, 'Chart data unavailable')
      const factor = state.observedOnce.has('volume-factor') ? 40 : 1
      return json(buildHistoryBody(instrument, market, state.now(), query, String(instrument.conid % 100_000), factor))
    }),
  ]
}
