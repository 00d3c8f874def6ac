import type {
  BlotterColumns,
  BlotterFilter,
  BlotterLayout,
  OrderSort,
} from '../../../../shared/domain/blotter-layout.ts'
import { DEFAULT_LAYOUT } from '../../../../shared/domain/blotter-layout.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { useLayoutsStore } from './layouts-store.ts'

/** Ms after the last change of a look until it is remembered. */
const REMEMBER_MS = 800

let waiting: { readonly profileId: string; readonly layout: BlotterLayout } | undefined
let timer: ReturnType<typeof setTimeout> | undefined

export function changeFilter(change: Partial<BlotterFilter>): void {
  const { look } = useBlotterStore.getState()
  changeLayout({ ...look, filter: { ...look.filter, ...change } })
}

export function changeSort(sort: OrderSort): void {
  changeLayout({ ...useBlotterStore.getState().look, sort })
}

export function changeColumns(columns: BlotterColumns): void {
  changeLayout({ ...useBlotterStore.getState().look, columns })
}

/** Every order comes into sight; columns and sort stay. */
export function showAllOrders(): void {
  changeFilter({ ...NO_CHOICES, ...DEFAULT_LAYOUT.filter })
}

/** Takes away what narrows beside the part and the text. */
export const NO_CHOICES = { side: undefined, account: undefined, orderType: undefined, timeInForce: undefined }

function changeLayout(look: BlotterLayout): void {
  useBlotterStore.setState({ look })
  const { lookOf } = useBlotterStore.getState()
  if (lookOf === undefined) return
  waiting = { profileId: lookOf, layout: look }
  clearTimeout(timer)
  timer = setTimeout(remember, REMEMBER_MS)
}

/** What cannot be remembered holds all the same until the window is closed. */
function remember(): void {
  clearTimeout(timer)
  const last = waiting
  waiting = undefined
  if (last) {
    hostLink()
      .call('layouts.saveCurrent', last)
      .catch(() => undefined)
  }
}

/** Goes to a saved view. */
export function chooseLayout(name: string): void {
  const found = useBlotterStore.getState().named.find((each) => each.name === name)
  if (!found) return
  changeLayout(found.layout)
  useBlotterStore.setState({ chosen: name })
  goTo('orders')
}

/** Saves what is shown under a name. Resolves to why it could not be. */
export async function saveLayout(name: string): Promise<string | undefined> {
  const { look, lookOf } = useBlotterStore.getState()
  if (lookOf === undefined) return 'The console does not know yet which profile this is.'
  try {
    await hostLink().call('layouts.save', { profileId: lookOf, name, layout: look })
    useBlotterStore.setState({ chosen: name })
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

export async function deleteLayout(name: string): Promise<void> {
  const { lookOf, named, chosen } = useBlotterStore.getState()
  const gone = named.find((each) => each.name === name)
  if (lookOf === undefined || !gone) return
  try {
    await hostLink().call('layouts.delete', { profileId: lookOf, name })
    if (chosen === name) useBlotterStore.setState({ chosen: undefined })
    showToast('idle', `The view “${name}” is deleted.`)
  } catch (error) {
    showToast('bad', `The view “${name}” could not be deleted: ${errorText(error)}`)
  }
}

/** Shows each profile as it was looked at the last time. Returns its end. */
export function followLayouts(): () => void {
  const take = (): void => {
    const profileId = useSessionStore.getState().view?.profile.id
    const { layouts } = useLayoutsStore.getState()
    if (profileId === undefined || !layouts) return
    const { lookOf, named } = useBlotterStore.getState()
    const kept = layouts[profileId] ?? { named: [] }
    if (lookOf !== profileId) {
      remember()
      useBlotterStore.setState({
        look: kept.current ?? DEFAULT_LAYOUT,
        lookOf: profileId,
        named: kept.named,
        chosen: undefined,
      })
    } else if (named !== kept.named) {
      // Another window looks in its own way; saved views are shared.
      useBlotterStore.setState({ named: kept.named })
    }
  }
  const stops = [useSessionStore.subscribe(take), useLayoutsStore.subscribe(take)]
  take()
  return () => {
    for (const stop of stops) stop()
  }
}
