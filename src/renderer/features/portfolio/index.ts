import { laterPart } from '../../ui/later.tsx'

/** Totals and positions of an account. */
export const PORTFOLIO_VIEW = laterPart(async () => (await import('./portfolio-view.tsx')).PortfolioView)
