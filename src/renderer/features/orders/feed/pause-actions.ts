import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useBlotterStore } from '../blotter-store.ts'

/** Lets the rows stand still, or go on. The host goes on receiving and writing down either way. */
export function togglePause(): void {
  const { paused } = useBlotterStore.getState()
  const { orders, gaps } = useOrdersStore.getState()
  useBlotterStore.setState({ paused: paused ? undefined : { orders, gaps, at: Date.now() } })
}
