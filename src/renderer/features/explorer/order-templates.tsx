import { useState } from 'react'
import { changeDraft, useExplorerStore } from '../../stores/explorer-store.ts'
import { Button } from '../../ui/button.tsx'
import { operationOf } from './draft-operation.ts'
import { openOperation } from './explorer-actions.ts'
import { findOperation } from './find-operation.ts'
import { orderTemplates } from './order-template-list.ts'

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
          Undo the template
        </Button>
      )}
      {operation.id === 'orders.place' && <PreviewButton />}
      <select
        className="input order-template"
        aria-label="Order template"
        value=""
        onChange={(event) => take(Number(event.target.value))}
      >
        <option value="">Template…</option>
        {orderTemplates(0).map(({ title }, at) => (
          <option key={title} value={at}>
            {title}
          </option>
        ))}
      </select>
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
