import type { Order } from '../../../../src/shared/domain/orders.ts'

const INSTRUMENTS = [
  { conid: 265598, symbol: 'AAPL', description: 'Apple Inc', price: 187.32 },
  { conid: 272093, symbol: 'MSFT', description: 'Microsoft Corp', price: 421.9 },
  { conid: 4815747, symbol: 'NVDA', description: 'Nvidia Corp', price: 138.07 },
  { conid: 756733, symbol: 'SPY', description: 'SPDR S&P 500 ETF Trust', price: 595.61 },
  { conid: 12087792, symbol: 'EUR.USD', description: 'Euro / US dollar', price: 1.08415 },
  { conid: 495512563, symbol: 'ES', description: 'E-mini S&P 500 DEC26', price: 6012.25 },
]

const STATES = [
  'Submitted',
  'Filled',
  'PreSubmitted',
  'Cancelled',
  'Submitted',
  'Filled',
  'Inactive',
  'PendingCancel',
  'Failed',
]
const TYPES = ['Limit', 'Limit', 'Market', 'Stop', 'Stop limit']

/** Sample orders of every status, newest first. */
export function sampleOrders(count: number, now: number): readonly Order[] {
  return Array.from({ length: count }, (_, index) => {
    const instrument = INSTRUMENTS[index % INSTRUMENTS.length] ?? { conid: 0, symbol: '?', description: '', price: 1 }
    const status = STATES[index % STATES.length] ?? 'Submitted'
    const orderType = TYPES[index % TYPES.length] ?? 'Limit'
    const quantity = [100, 5, 1_200, 25_000, 40, 3][index % 6] ?? 1
    const filled = status === 'Filled' ? quantity : index % 4 === 0 ? Math.floor(quantity * 0.35) : 0
    const price = (instrument.price * (1 + ((index % 7) - 3) / 500)).toFixed(instrument.price < 10 ? 5 : 2)
    return {
      orderId: String(1_370_093_240 - index),
      account: index % 5 === 4 ? 'DU7654321' : 'DU1234567',
      conid: instrument.conid,
      symbol: instrument.symbol,
      description: instrument.description,
      side: index % 3 === 1 ? 'SELL' : 'BUY',
      orderType,
      quantity,
      filled,
      remaining: quantity - filled,
      ...(orderType.includes('imit') ? { limitPrice: price } : {}),
      ...(orderType.startsWith('Stop') ? { stopPrice: price } : {}),
      ...(filled > 0 ? { averagePrice: price } : {}),
      timeInForce: index % 4 === 3 ? 'GTC' : 'DAY',
      status,
      exchange: 'SMART',
      serverTime: now - index * 47_000 - 3_000,
      changedAt: now - index * 47_000,
      transitionCount: 3,
    }
  })
}
