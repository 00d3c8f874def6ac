import { memo } from 'react'
import type { HistoryBar } from '../../../shared/contract/stream-views.ts'
import { useNow } from '../../platform/use-now.ts'
import { formatNumber, formatPrice } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'

const PRICES = ['open', 'high', 'low', 'close'] as const

interface HistoryBarsProps {
  readonly bars: readonly HistoryBar[]
  readonly total: number
}

/** The newest bars of a history, the running one first. */
export const HistoryBars = memo(function HistoryBars({ bars, total }: HistoryBarsProps) {
  const now = useNow()
  if (bars.length === 0) return <p className="stream-hint">No bars in this period. Choose a longer one.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className="stream-scroll" aria-label="Bars" tabIndex={0}>
      <table className="stream-bars" aria-label="Bars, newest first">
        <caption>
          {total > bars.length ? `Newest ${bars.length} of ${formatNumber(total)} bars` : `${formatNumber(total)} bars`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Open</th>
            <th scope="col">High</th>
            <th scope="col">Low</th>
            <th scope="col">Close</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.time}>
              <th scope="row" title={formatDateTime(bar.time)}>
                {barTime(bar.time, now)}
              </th>
              {PRICES.map((name) => (
                <td key={name}>{bar[name] === undefined ? '' : formatPrice(bar[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})

/** Bars begin at whole minutes: "14:05" today, "11-24 23:55" on another day. */
const barTime = (at: number, now: number): string => formatRecent(at, now).replace(/^(\d\d:\d\d):\d\d$/, '$1')
