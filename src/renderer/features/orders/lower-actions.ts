import { remember } from '../../platform/local-memory.ts'
import { useBlotterStore } from '../../stores/blotter-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { HIGHEST_PANEL, LOWEST_PANEL, type Lower, type LowerTab } from './lower-tabs.ts'
import { focusBlotter } from './orders-actions.ts'

/** That are waited for: some ten seconds. */
const FRAMES = 600

/** The tab that was looked at last, for opening it again. */
let last: LowerTab = 'executions'

function change(lower: Lower): void {
  remember('orders-lower', lower)
  useBlotterStore.setState({ lower })
}

export function showLower(tab: LowerTab): void {
  last = tab
  change({ ...useBlotterStore.getState().lower, tab })
  goTo('orders')
}

/** With the keyboard in its search. */
export function openJournal(): void {
  showLower('journal')
  void focusWhenThere('journal-search')
}

/** A part that is looked at for the first time is fetched first. Another tab meanwhile ends that. */
async function focusWhenThere(id: string): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (useBlotterStore.getState().lower.tab !== 'journal') return
    const element = document.getElementById(id)
    if (!element) continue
    element.focus()
    return
  }
}

export function closeLower(): void {
  change({ ...useBlotterStore.getState().lower, tab: 'none' })
  focusBlotter()
}

export function toggleLower(): void {
  const { tab } = useBlotterStore.getState().lower
  if (tab === 'none') showLower(last)
  else closeLower()
}

export function resizeLower(height: number): void {
  const bound = Math.round(Math.min(Math.max(height, LOWEST_PANEL), HIGHEST_PANEL))
  change({ ...useBlotterStore.getState().lower, height: bound })
}
