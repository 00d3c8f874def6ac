import { recall, remember } from '../../platform/local-memory.ts'
import { useAccountFeed } from '../account/index.ts'
import { AllocationBars } from './allocation-bars.tsx'

const accountKey = ({ account }: { readonly account: string }): string => account
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** Whether the pane was open when it was last used. */
export const recallPane = (): boolean => recall('portfolio-pane', isBoolean, true)
export const rememberPane = (isOpen: boolean): void => remember('portfolio-pane', isOpen)

interface PortfolioPaneProps {
  readonly account: string | undefined
  /** Base currency of the account. */
  readonly currency: string | undefined
}

/** Pane below the positions. */
export function PortfolioPane({ account, currency }: PortfolioPaneProps) {
  const allocation = useAccountFeed('allocation.feed', 'Allocation', accountKey)
  return (
    <section className="column grow portfolio-pane" aria-label="Allocation">
      <AllocationBars feed={allocation} account={account} currency={currency} />
    </section>
  )
}
