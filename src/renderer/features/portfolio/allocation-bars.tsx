import { type ReactNode, useState } from 'react'
import {
  type AccountAllocation,
  ALLOCATION_KINDS,
  type AllocationKind,
  type AllocationPart,
} from '../../../shared/domain/allocation.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatAmount } from '../../ui/format-number.ts'
import { Message } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { AccountRows } from '../account/index.ts'
import { kindHeading } from '../contracts/index.ts'
import { FeedAge } from './feed-age.tsx'

const KINDS = [
  { value: 'assetClass', label: 'Asset class' },
  { value: 'sector', label: 'Sector' },
  { value: 'group', label: 'Industry' },
] as const

const isKind = (value: unknown): value is AllocationKind => ALLOCATION_KINDS.some((kind) => kind === value)

interface AllocationBarsProps {
  readonly feed: AccountRows<AccountAllocation>
  readonly account: string | undefined
  /** Base currency of the account. */
  readonly currency: string | undefined
  /** Controls at the beginning of the line above the table. */
  readonly leading: ReactNode
}

/** How the value of an account is divided: a table whose rows have bars. */
export function AllocationBars({ feed, account, currency, leading }: AllocationBarsProps) {
  const [kind, setKind] = useState(() => recall('portfolio-allocation', isKind, 'assetClass'))
  const allocation = account === undefined ? undefined : feed.rows?.get(account)
  return (
    <>
      <div className="bar small secondary portfolio-pane-line">
        {leading}
        <Segmented
          label="Allocation by"
          options={KINDS}
          value={kind}
          onChange={(value) => {
            setKind(value)
            remember('portfolio-allocation', value)
          }}
        />
        <FeedAge name="Allocation" data={feed} />
        <span className="tertiary">in {currency ?? 'the base currency'}</span>
      </div>
      {allocation?.kind === 'failed' ? (
        <Message tone="warn" title="Allocation not available" role="status">
          {allocation.message}
        </Message>
      ) : allocation === undefined ? (
        <EmptyState title={feed.rows === undefined || feed.status.lastUpdate === undefined ? WAITING : NO_ALLOCATION} />
      ) : (
        <Bars parts={allocation[kind]} kind={kind} currency={currency} />
      )}
    </>
  )
}

const WAITING = 'Waiting for the allocation…'
const NO_ALLOCATION = 'No allocation for this account'

interface BarsProps {
  readonly parts: readonly AllocationPart[]
  readonly kind: AllocationKind
  readonly currency: string | undefined
}

function Bars({ parts, kind, currency }: BarsProps) {
  if (parts.length === 0) return <EmptyState title="No positions to divide" />
  const gross = parts.reduce((sum, { long, short }) => sum + long - short, 0)
  const largestShort = Math.max(...parts.map(({ short }) => -short))
  const span = Math.max(...parts.map(({ long }) => long)) + largestShort
  const percentOf = (amount: number): string => `${((100 * amount) / (span || 1)).toFixed(2)}%`
  const hasShort = largestShort > 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    <section className="scroll grow portfolio-bars" aria-label="Allocation values" tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{KINDS.find(({ value }) => value === kind)?.label}</th>
            <td className="portfolio-bar" />
            <th scope="col">Long{currency === undefined ? '' : `, ${currency}`}</th>
            {hasShort && <th scope="col">Short</th>}
            <th scope="col" title="Long and short values as a part of all long and short values">
              Part
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, long, short }) => (
            <tr key={name}>
              <th scope="row" className="ellipsis" title={name}>
                {kind === 'assetClass' ? classLabel(name) : name}
              </th>
              <td className="portfolio-bar">
                <span className="portfolio-bar-track" aria-hidden="true">
                  <span style={{ width: percentOf(largestShort) }}>
                    <span data-side="short" style={{ width: `${(100 * -short) / (largestShort || 1)}%` }} />
                  </span>
                  <span data-side="long" style={{ width: percentOf(long) }} />
                </span>
              </td>
              <td>{long === 0 ? '–' : formatAmount(long)}</td>
              {hasShort && <td>{short === 0 ? '–' : formatAmount(short)}</td>}
              <td>{gross === 0 ? '–' : `${((100 * (long - short)) / gross).toFixed(1)}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** `CASH` is the asset class of currency pairs, but in an allocation it is the cash of the account. */
const classLabel = (name: string): string => (name === 'CASH' ? 'Cash' : kindHeading(name))
