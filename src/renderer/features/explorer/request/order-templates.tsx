import { useState } from 'react'
import type { Json } from '../../../../shared/catalogue/shape.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { findOperation } from '../../catalogue/index.ts'
import { changeDraft, useActiveTab } from '../explorer-store.ts'
import { operationOf } from './draft.ts'
import { openOperation } from './open-request.ts'

/** Buttons that fill the order body from a template. */
export function OrderTemplates() {
  const draft = useActiveTab((data) => data.draft)
  const operation = operationOf(draft)
  const [replaced, setReplaced] = useState<{ readonly before: string; readonly after: string }>()
  const isPlacing = operation?.id === 'orders.place'
  if (!isPlacing && operation?.id !== 'orders.preview') return null

  const setBody = (body: string): void => changeDraft((now) => ({ ...now, body }))
  const apply = (at: number): void => {
    const body = JSON.stringify({ orders: orderTemplates(Date.now())[at]?.orders }, null, 2)
    setReplaced({ before: draft.body, after: body })
    setBody(body)
  }
  const openPreview = (): void => {
    const preview = findOperation('POST', '/iserver/account/{accountId}/orders/whatif')
    if (!preview) return
    openOperation(preview)
    setBody(draft.body)
  }
  return (
    <>
      {replaced?.after === draft.body && replaced.before !== draft.body && (
        <Button look="quiet" onClick={() => setBody(replaced.before)}>
          Undo template
        </Button>
      )}
      {isPlacing && (
        <Button
          look="quiet"
          title="Preview commission and margin for these orders without placing them"
          onClick={openPreview}
        >
          What if…
        </Button>
      )}
      <Select
        className="order-template"
        aria-label="Order template"
        placeholder="Template…"
        value={-1}
        options={orderTemplates(0).map(({ title }, value) => ({ value, label: title }))}
        onChange={apply}
      />
    </>
  )
}

interface OrderTemplate {
  readonly title: string
  readonly orders: readonly Json[]
}

const BASE = { acctId: '{{accountId}}', conid: 265598, side: 'BUY', tif: 'DAY' } as const
const BUY = { ...BASE, quantity: 1 } as const
const SELL = { ...BUY, side: 'SELL' } as const

/** Creates template orders for Apple with prices far from the market. `now` makes the order reference unique. */
function orderTemplates(now: number): readonly OrderTemplate[] {
  const bracket = `bracket-${now}`
  return [
    { title: 'Limit', orders: [{ ...BUY, orderType: 'LMT', price: 1 }] },
    { title: 'Market', orders: [{ ...BUY, orderType: 'MKT' }] },
    { title: 'Stop', orders: [{ ...SELL, orderType: 'STP', price: 1 }] },
    { title: 'Stop limit', orders: [{ ...SELL, orderType: 'STOP_LIMIT', price: 1, auxPrice: 1.1 }] },
    { title: 'Trailing stop', orders: [{ ...SELL, orderType: 'TRAIL', trailingType: '%', trailingAmt: 5 }] },
    { title: 'By cash amount', orders: [{ ...BASE, orderType: 'MKT', cashQty: 100 }] },
    {
      title: 'Bracket: entry, profit target and stop loss',
      orders: [
        { ...BUY, orderType: 'LMT', price: 1, cOID: bracket },
        { ...SELL, orderType: 'LMT', price: 2, tif: 'GTC', parentId: bracket },
        { ...SELL, orderType: 'STP', price: 0.5, tif: 'GTC', parentId: bracket },
      ],
    },
    {
      title: 'One cancels the other',
      orders: [
        { ...BUY, orderType: 'LMT', price: 1, isSingleGroup: true },
        { ...BUY, orderType: 'LMT', price: 1.1, isSingleGroup: true },
      ],
    },
  ]
}
