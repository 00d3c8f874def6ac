import { laterPart } from '../../ui/later.tsx'
import { useEquityStore } from './equity-store.ts'

export { Gain } from './gain.tsx'

/** The panes below the orders, loaded when they are first shown. */
export const ACCOUNT_PANES = {
  executions: laterPart(async () => (await import('./executions-pane.tsx')).ExecutionsPane),
  positions: laterPart(async () => (await import('./positions-pane.tsx')).PositionsPane),
  profit: laterPart(async () => (await import('./profit-pane.tsx')).ProfitPane),
}

/** Clears the values of the profile before. */
export function leaveAccount(): void {
  useEquityStore.setState({ curves: new Map() })
}
