import type { Json } from '../../../shared/catalogue/shape.ts'

export interface OrderTemplate {
  readonly title: string
  readonly body: Json
}

const base = { acctId: '{{accountId}}', conid: 265598, side: 'BUY', quantity: 1, tif: 'DAY' } as const
const closing = { ...base, side: 'SELL' } as const

/** A reference of one's own is not to be used twice within a day. */
const bracketId = (now: number): string => `bracket-${now}`

/**
 * Orders to begin with, as bodies of placing and of the preview, with Apple as the contract. Prices are far from the market on
 * purpose: what is sent without a look at them does not fill.
 */
export const orderTemplates = (now: number): readonly OrderTemplate[] => [
  { title: 'Limit', body: { orders: [{ ...base, orderType: 'LMT', price: 1 }] } },
  { title: 'Market', body: { orders: [{ ...base, orderType: 'MKT' }] } },
  { title: 'Stop', body: { orders: [{ ...closing, orderType: 'STP', price: 1 }] } },
  { title: 'Stop limit', body: { orders: [{ ...closing, orderType: 'STOP_LIMIT', price: 1, auxPrice: 1.1 }] } },
  {
    title: 'Trailing stop',
    body: { orders: [{ ...closing, orderType: 'TRAIL', trailingType: '%', trailingAmt: 5 }] },
  },
  { title: 'For a cash amount', body: { orders: [withoutQuantity({ ...base, orderType: 'MKT', cashQty: 100 })] } },
  {
    title: 'Bracket: entry, profit and stop',
    body: {
      orders: [
        { ...base, orderType: 'LMT', price: 1, cOID: bracketId(now) },
        { ...closing, orderType: 'LMT', price: 2, tif: 'GTC', parentId: bracketId(now) },
        { ...closing, orderType: 'STP', price: 0.5, tif: 'GTC', parentId: bracketId(now) },
      ],
    },
  },
  {
    title: 'One cancels the other',
    body: {
      orders: [
        { ...base, orderType: 'LMT', price: 1, isSingleGroup: true },
        { ...base, orderType: 'LMT', price: 1.1, isSingleGroup: true },
      ],
    },
  },
]

function withoutQuantity({ quantity: _, ...order }: Readonly<Record<string, Json>>): Json {
  return order as Json
}
