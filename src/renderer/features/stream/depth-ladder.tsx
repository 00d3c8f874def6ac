import { memo } from 'react'
import type { LadderRow } from '../../../shared/contract/stream-views.ts'
import { groupDigits } from '../../ui/format-number.ts'
import { sortLadder } from './sort-ladder.ts'

/** Bids on the left, asks on the right, the highest price first; each size with a bar against the largest. */
export const DepthLadder = memo(function DepthLadder({ rows }: { readonly rows: readonly LadderRow[] }) {
  if (rows.length === 0) return <p className="stream-hint">No depth yet.</p>
  const largest = Math.max(1, ...rows.map(({ bid, ask }) => Math.max(sizeOf(bid), sizeOf(ask))))
  return (
    <table className="ladder">
      <thead>
        <tr>
          <th scope="col">Bid</th>
          <th scope="col">Price</th>
          <th scope="col">Ask</th>
        </tr>
      </thead>
      <tbody>
        {sortLadder(rows).map(({ row, bid, ask, price, isLast, lastSize }) => (
          <tr key={row} data-last={isLast || undefined}>
            <td data-side="buy">
              <Bar size={bid} largest={largest} />
            </td>
            <td title={isLast ? `Last trade${lastSize === undefined ? '' : `: ${lastSize}`}` : undefined}>
              {price}
              {isLast && <span className="visually-hidden"> last trade</span>}
            </td>
            <td data-side="sell">
              <Bar size={ask} largest={largest} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})

function Bar({ size, largest }: { readonly size: string | undefined; readonly largest: number }) {
  if (size === undefined) return null
  return (
    <>
      <span
        className="ladder-bar"
        aria-hidden="true"
        style={{ width: `${Math.round((100 * sizeOf(size)) / largest)}%` }}
      />
      <span className="ladder-size">{groupDigits(size)}</span>
    </>
  )
}

function sizeOf(text: string | undefined): number {
  const size = Number(text?.replaceAll(',', ''))
  return Number.isFinite(size) ? size : 0
}
