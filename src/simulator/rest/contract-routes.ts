import type { Contract } from '../contracts/contract.ts'
import { findExchangeRate, isCurrency, listCurrencyPairs } from '../contracts/currencies.ts'
import { findContract } from '../contracts/find-contract.ts'
import { type OrderAlgorithm, orderAlgorithms } from '../contracts/order-algorithms.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { createIserverError, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { buildContractRules } from './contract-rules-view.ts'
import { buildContractInfo } from './contract-views.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

const maxAlgorithms = 8

/** Creates the routes for definition, rules and algorithms of one contract. */
export function createContractRoutes(state: SimulatorState): readonly Route[] {
  const { session } = state

  function forConid(call: ApiCall, then: (contract: Contract) => HttpResponse): HttpResponse {
    const contract = findContract(Number(call.parameters['conid']))
    return contract === undefined ? rejectInvalidParameter('conid', call.parameters['conid']) : then(contract)
  }

  function rules(call: ApiCall): HttpResponse {
    return withBody(call, (body) => {
      if (body['conid'] === undefined) return rejectMissingParameter('conid')
      const contract = findContract(Number(body['conid']))
      return contract === undefined
        ? rejectInvalidParameter('conid', body['conid'])
        : json(
            buildContractRules(state, contract, {
              isBuy: body['isBuy'] !== false,
              exchange: typeof body['exchange'] === 'string' ? body['exchange'] : undefined,
            }),
          )
    })
  }

  function algos(call: ApiCall): HttpResponse {
    const contract = findContract(Number(call.parameters['conid']))
    if (contract === undefined) return createIserverError(503, 'Service Unavailable')
    const wanted = (call.query.get('algos') ?? '').split(';').filter((id) => id !== '')
    if (wanted.length > maxAlgorithms) return rejectInvalidParameter('algos', `at most ${maxAlgorithms}`)
    // The first call for a conid returns nothing: it only requests the data from the backend.
    const first = !session.warmUps().algorithmsRead.has(contract.conid)
    session.warmUps().algorithmsRead.add(contract.conid)
    if (first || contract.secType !== 'STK') return json({ algos: [] })
    const found = orderAlgorithms.filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    return json({ algos: found.map((algorithm) => algorithmView(algorithm, call.query)) })
  }

  return [
    route('GET', '/iserver/contract/{conid}/info', 'brokerage', (call) =>
      forConid(call, (contract) => json(buildContractInfo(contract))),
    ),
    route('GET', '/iserver/contract/{conid}/info-and-rules', 'brokerage', (call) =>
      forConid(call, (contract) =>
        json({
          ...buildContractInfo(contract),
          rules: buildContractRules(state, contract, { isBuy: call.query.get('isBuy') !== 'false' }),
        }),
      ),
    ),
    route('POST', '/iserver/contract/rules', 'brokerage', rules),
    route('GET', '/iserver/contract/{conid}/algos', 'brokerage', algos),
  ]
}

function algorithmView({ id, name, parameters }: OrderAlgorithm, query: URLSearchParams): object {
  if (query.get('addParams') !== '1') return { name, id }
  const described = query.get('addDescription') === '1'
  return {
    ...{ name, id },
    parameters: parameters.map(({ description, ...parameter }) =>
      described && description !== undefined ? { ...parameter, description } : parameter,
    ),
  }
}

/** Creates the routes of currency pairs and exchange rates. The rates are fixed. */
export function createCurrencyRoutes(): readonly Route[] {
  return [
    route('GET', '/iserver/currency/pairs', 'brokerage', ({ query }) => {
      const currency = query.get('currency')
      if (currency === null) return rejectMissingParameter('currency')
      if (!isCurrency(currency)) return rejectInvalidParameter('currency', currency)
      const pairs = listCurrencyPairs(currency).map(({ localSymbol, conid }) => ({
        symbol: localSymbol,
        conid,
        ccyPair: localSymbol.split('.').find((code) => code !== currency),
      }))
      return json({ [currency]: pairs })
    }),
    route('GET', '/iserver/exchangerate', 'brokerage', ({ query }) => {
      const [source, target] = [query.get('source'), query.get('target')]
      if (source === null) return rejectMissingParameter('source')
      if (target === null) return rejectMissingParameter('target')
      const rate = findExchangeRate(source, target)
      return rate === undefined ? rejectInvalidParameter('currency', `${source}.${target}`) : json({ rate })
    }),
  ]
}
