import { laterPart } from '../../ui/later.tsx'

export { Gain, gainText } from './gain.tsx'
export { positionCommands, positionMenu } from './position-menu.ts'
export { type AccountRows, useAccountFeed } from './use-account-feed.ts'

/** Account panes below the orders. Each pane loads when it is first shown. */
export const ACCOUNT_PANES = {
  executions: laterPart(async () => (await import('./executions-pane.tsx')).ExecutionsPane),
  positions: laterPart(async () => (await import('./positions-pane.tsx')).PositionsPane),
  profit: laterPart(async () => (await import('./profit-pane.tsx')).ProfitPane),
}

export const exportExecutions = (): void => void import('./export-lists.ts').then((part) => part.exportExecutions())
export const exportPositions = (): void => void import('./export-lists.ts').then((part) => part.exportPositions())
