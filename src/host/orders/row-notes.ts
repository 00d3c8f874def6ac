import type { OrderRow } from '../../client/index.ts'

/** What the response says of one order, as the end of a sentence. */
export interface RowNote {
  /** Empty where it has no id and no parent with one. */
  readonly orderId: string
  readonly text: string
}

/**
 * What to note of each row of a response. A rejected row has no order id: it is noted at its parent, whose timeline then shows why it
 * does not work. Pure.
 */
export function rowNotes(rows: readonly OrderRow[]): readonly RowNote[] {
  return rows.map((row) => {
    const reason = row.text === undefined ? '' : `: ${row.text}`
    if (!row.refused) return { orderId: row.orderId, text: ` → ${row.status}${reason}` }
    const parent = rows.find(
      ({ refused, localOrderId }) => !refused && localOrderId !== undefined && localOrderId === row.parentLocalOrderId,
    )
    return { orderId: parent?.orderId ?? '', text: `${nameOf(row)}, rejected${reason || `: ${row.status}`}` }
  })
}

function nameOf({ localOrderId, parentLocalOrderId }: OrderRow): string {
  if (localOrderId !== undefined) return ` (client order id ${localOrderId})`
  return parentLocalOrderId === undefined ? '' : ` (attached to ${parentLocalOrderId})`
}
