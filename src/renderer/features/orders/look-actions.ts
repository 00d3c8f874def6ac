import type { BlotterColumns, BlotterFilter, BlotterLook, OrderSort } from '../../../shared/domain/blotter-look.ts'
import { FIRST_LOOK } from '../../../shared/domain/blotter-look.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useBlotterStore } from '../../stores/blotter-store.ts'
import { useLooksStore } from '../../stores/looks-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { wordsOf } from '../session/session-actions.ts'

/** Ms after the last change of a look until it is remembered. */
const REMEMBER_MS = 800

let waiting: { readonly profileId: string; readonly look: BlotterLook } | undefined
let timer: ReturnType<typeof setTimeout> | undefined

export function changeFilter(change: Partial<BlotterFilter>): void {
  const { look } = useBlotterStore.getState()
  changeLook({ ...look, filter: { ...look.filter, ...change } })
}

export function changeSort(sort: OrderSort): void {
  changeLook({ ...useBlotterStore.getState().look, sort })
}

export function changeColumns(columns: BlotterColumns): void {
  changeLook({ ...useBlotterStore.getState().look, columns })
}

/** Every order comes into sight; columns and sort stay. */
export function showAllOrders(): void {
  changeFilter({ ...NO_CHOICES, ...FIRST_LOOK.filter })
}

/** Takes away what narrows beside the part and the text. */
export const NO_CHOICES = { side: undefined, account: undefined, orderType: undefined, timeInForce: undefined }

function changeLook(look: BlotterLook): void {
  useBlotterStore.setState({ look })
  const { lookOf } = useBlotterStore.getState()
  if (lookOf === undefined) return
  waiting = { profileId: lookOf, look }
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
      .call('looks.remember', last)
      .catch(() => undefined)
  }
}

/** Goes to a saved view. */
export function chooseLook(name: string): void {
  const found = useBlotterStore.getState().named.find((each) => each.name === name)
  if (!found) return
  changeLook(found.look)
  useBlotterStore.setState({ chosen: name })
  goTo('orders')
}

/** Saves what is shown under a name. Resolves to why it could not be. */
export async function saveLook(name: string): Promise<string | undefined> {
  const { look, lookOf } = useBlotterStore.getState()
  if (lookOf === undefined) return 'The console does not know yet which profile this is.'
  try {
    await hostLink().call('looks.name', { profileId: lookOf, name, look })
    useBlotterStore.setState({ chosen: name })
    return undefined
  } catch (error) {
    return wordsOf(error)
  }
}

export async function forgetLook(name: string): Promise<void> {
  const { lookOf, named, chosen } = useBlotterStore.getState()
  const gone = named.find((each) => each.name === name)
  if (lookOf === undefined || !gone) return
  try {
    await hostLink().call('looks.forget', { profileId: lookOf, name })
    if (chosen === name) useBlotterStore.setState({ chosen: undefined })
    showToast('idle', `The view “${name}” is deleted.`)
  } catch (error) {
    showToast('bad', `The view “${name}” could not be deleted: ${wordsOf(error)}`)
  }
}

/** Shows each profile as it was looked at the last time. Returns its end. */
export function followLooks(): () => void {
  const take = (): void => {
    const profileId = useSessionStore.getState().view?.profile.id
    const { looks } = useLooksStore.getState()
    if (profileId === undefined || !looks) return
    const { lookOf, named } = useBlotterStore.getState()
    const kept = looks[profileId] ?? { named: [] }
    if (lookOf !== profileId) {
      remember()
      useBlotterStore.setState({
        look: kept.last ?? FIRST_LOOK,
        lookOf: profileId,
        named: kept.named,
        chosen: undefined,
      })
    } else if (named !== kept.named) {
      // Another window looks in its own way; saved views are shared.
      useBlotterStore.setState({ named: kept.named })
    }
  }
  const stops = [useSessionStore.subscribe(take), useLooksStore.subscribe(take)]
  take()
  return () => {
    for (const stop of stops) stop()
  }
}
