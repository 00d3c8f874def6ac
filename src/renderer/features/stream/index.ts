/** The socket to IBKR: subscriptions, their live values, and every frame. */
export { closeLine, exportLines, focusLineSearch, focusSubscribe, togglePause } from './stream-actions.ts'
export { StreamView } from './stream-view.tsx'
