import { exchangeRate, isCurrency, pairsOf } from '../contracts/currencies.ts'
import { json } from '../http/answer.ts'
import type { Route } from '../http/call.ts'
import { parameterMissing, parameterWrong } from './required.ts'

/** Currency pairs and rates. The rates stand still. */
export function currencyRoutes(): readonly Route[] {
  return [
    {
      methods: ['GET'],
      path: '/iserver/currency/pairs',
      needs: 'brokerage',
      answer: ({ query }) => {
        const currency = query.get('currency')
        if (currency === null) return parameterMissing('currency')
        if (!isCurrency(currency)) return parameterWrong('currency', currency)
        const pairs = pairsOf(currency).map(({ localSymbol, conid }) => ({
          symbol: localSymbol,
          conid,
          ccyPair: localSymbol.split('.').find((code) => code !== currency),
        }))
        return json({ [currency]: pairs })
      },
    },
    {
      methods: ['GET'],
      path: '/iserver/exchangerate',
      needs: 'brokerage',
      answer: ({ query }) => {
        const [source, target] = [query.get('source'), query.get('target')]
        if (source === null) return parameterMissing('source')
        if (target === null) return parameterMissing('target')
        const rate = exchangeRate(source, target)
        return rate === undefined ? parameterWrong('currency', `${source}.${target}`) : json({ rate })
      },
    },
  ]
}
