import { useState } from 'react'
import type { Json } from '../../../../shared/catalogue/shape.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { findOperation } from '../../catalogue/index.ts'
import { changeDraft, useExplorerStore } from '../explorer-store.ts'
import { operationOf } from './draft.ts'
import { openOperation } from './send-request.ts'

const TAKES_ORDERS: ReadonlySet<string> = new Set(['orders.place', 'orders.preview'])

/** Kinds of orders to begin with. What stood there before comes back with one click. */
export function OrderTemplates() {
  const draft = useExplorerStore((data) => data.draft)
  const operation = operationOf(draft)
  const [replaced, setReplaced] = useState<{ readonly before: string; readonly after: string }>()
  if (!operation || !TAKES_ORDERS.has(operation.id)) return null

  const take = (at: number): void => {
    const template = orderTemplates(Date.now())[at]
    if (!template) return
    const body = JSON.stringify(template.body, null, 2)
    setReplaced({ before: draft.body, after: body })
    changeDraft((now) => ({ ...now, body }))
  }
  const canUndo = replaced?.after === draft.body && replaced.before !== draft.body
  return (
    <>
      {canUndo && (
        <Button look="quiet" onClick={() => changeDraft((now) => ({ ...now, body: replaced.before }))}>
          Undo template
        </Button>
      )}
      {operation.id === 'orders.place' && <PreviewButton />}
      <Select
        className="order-template"
        aria-label="Order template"
        placeholder="Template…"
        value={-1}
        options={orderTemplates(0).map(({ title }, value) => ({ value, label: title }))}
        onChange={take}
      />
    </>
  )
}

/** The same orders as a question what they would cost, which places nothing. */
function PreviewButton() {
  const body = useExplorerStore((data) => data.draft.body)
  return (
    <Button
      look="quiet"
      title="Opens the preview with these orders: commission and margin, nothing is placed"
      onClick={() => {
        const preview = findOperation('POST', '/iserver/account/{accountId}/orders/whatif')
        if (!preview) return
        openOperation(preview)
        changeDraft((now) => ({ ...now, body }))
      }}
    >
      What if…
    </Button>
  )
}

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
