import type { RouteResponse } from '../../client/index.ts'
import type { OrderPreview, PreviewedAmount } from '../../shared/contract/ticket-views.ts'
import { fieldsOf, omitUndefined, textOf, type Unchecked } from '../../shared/domain/read-value.ts'

type Preview = Unchecked<RouteResponse<'POST /iserver/account/{accountId}/orders/whatif'>>

/**
 * Parses the response of `POST iserver/account/{accountId}/orders/whatif`. Some responses contain only `warn` instead
 * of `warns`.
 */
export function readOrderPreview(body: unknown): OrderPreview {
  const preview: Preview = fieldsOf(body)
  const amount = fieldsOf(preview.amount)
  const warns = Array.isArray(preview.warns) ? (preview.warns as readonly unknown[]) : []
  const warnings = [...warns, preview.warn].flatMap((text) => textOf(text)?.replace(/^\d+\//, '') ?? [])
  return {
    warnings: [...new Set(warnings)],
    ...omitUndefined<Omit<OrderPreview, 'warnings'>>({
      amount: textOf(amount['amount']),
      commission: textOf(amount['commission']),
      total: textOf(amount['total']),
      initialMargin: readAmount(preview.initial),
      maintenanceMargin: readAmount(preview.maintenance),
      equity: readAmount(preview.equity),
      position: readAmount(preview.position),
      rejection: textOf(preview.error),
    }),
  }
}

function readAmount(value: unknown): PreviewedAmount | undefined {
  const { current, after } = fieldsOf(value)
  const [before, then] = [textOf(current), textOf(after)]
  return before === undefined || then === undefined ? undefined : { before, after: then }
}
