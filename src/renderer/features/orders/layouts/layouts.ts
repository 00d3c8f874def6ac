import { create } from 'zustand'
import type { LayoutsView } from '../../../../shared/contract/layout-views.ts'
import {
  type BlotterColumns,
  type BlotterFilter,
  type BlotterLayout,
  DEFAULT_LAYOUT,
  type OrderSort,
} from '../../../../shared/domain/blotter-layout.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import type { Command } from '../../../commands/command.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { reportFailure, showToast } from '../../../stores/toast-store.ts'
import { useBlotterStore } from '../blotter-store.ts'

/** Layouts of all profiles, as the host stores them. */
export const useLayoutsStore = create<{ readonly layouts: LayoutsView | undefined }>()(() => ({ layouts: undefined }))

/** Delay after the last change before a layout is saved, in ms. */
const SAVE_MS = 800

let unsaved: { readonly profileId: string; readonly layout: BlotterLayout } | undefined
let timer: ReturnType<typeof setTimeout> | undefined

export function changeFilter(change: Partial<BlotterFilter>): void {
  const { layout } = useBlotterStore.getState()
  changeLayout({ ...layout, filter: { ...layout.filter, ...change } })
}

export function changeSort(sort: OrderSort): void {
  changeLayout({ ...useBlotterStore.getState().layout, sort })
}

export function changeColumns(columns: BlotterColumns): void {
  changeLayout({ ...useBlotterStore.getState().layout, columns })
}

/** Clears all filters. Columns and sort order are kept. */
export function showAllOrders(): void {
  changeFilter({ ...NO_CHOICES, ...DEFAULT_LAYOUT.filter })
}

/** Filter values that clear all filters except the status and the search text. */
export const NO_CHOICES = { side: undefined, account: undefined, orderType: undefined, timeInForce: undefined }

function changeLayout(layout: BlotterLayout): void {
  useBlotterStore.setState({ layout })
  const { layoutProfileId: profileId } = useBlotterStore.getState()
  if (profileId === undefined) return
  unsaved = { profileId, layout }
  clearTimeout(timer)
  timer = setTimeout(saveCurrent, SAVE_MS)
}

/** Saves the current layout. If saving fails, the layout is used until the window closes. */
function saveCurrent(): void {
  clearTimeout(timer)
  const last = unsaved
  unsaved = undefined
  if (last) {
    hostLink()
      .call('layouts.saveCurrent', last)
      .catch(() => undefined)
  }
}

export function showSavedView(name: string): void {
  const view = useBlotterStore.getState().savedViews.find((each) => each.name === name)
  if (!view) return
  changeLayout(view.layout)
  useBlotterStore.setState({ selectedView: name })
  goTo('orders')
}

/** Saves the current layout under a name. Resolves to an error message if saving fails. */
export async function saveView(name: string): Promise<string | undefined> {
  const { layout, layoutProfileId: profileId } = useBlotterStore.getState()
  if (profileId === undefined) return 'The profile is still loading. Try again in a moment.'
  try {
    await hostLink().call('layouts.save', { profileId, name, layout })
    useBlotterStore.setState({ selectedView: name })
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

export async function deleteView(name: string): Promise<void> {
  const { layoutProfileId: profileId, selectedView } = useBlotterStore.getState()
  if (profileId === undefined) return
  await reportFailure(`Could not delete the view “${name}”`, async () => {
    await hostLink().call('layouts.delete', { profileId, name })
    if (selectedView === name) useBlotterStore.setState({ selectedView: undefined })
    showToast('idle', `Deleted the view “${name}”.`)
  })
}

/** Creates a command for each saved view of the profile. */
export function savedViewCommands(): readonly Command[] {
  return useBlotterStore.getState().savedViews.map(({ name }) => ({
    id: `show-view:${name}`,
    title: `Show view: ${name}`,
    group: 'Orders',
    keywords: 'saved view filter orders',
    run: () => showSavedView(name),
  }))
}

/** Applies the last layout of a profile when the profile is selected. Returns an unsubscribe function. */
export function followLayouts(): () => void {
  const apply = (): void => {
    const profileId = useSessionStore.getState().view?.profile.id
    const { layouts } = useLayoutsStore.getState()
    if (profileId === undefined || !layouts) return
    const { layoutProfileId, savedViews } = useBlotterStore.getState()
    const stored = layouts[profileId] ?? { named: [] }
    if (layoutProfileId !== profileId) {
      saveCurrent()
      useBlotterStore.setState({
        layout: stored.current ?? DEFAULT_LAYOUT,
        layoutProfileId: profileId,
        savedViews: stored.named,
        selectedView: undefined,
      })
    } else if (savedViews !== stored.named) {
      // Windows share saved views, but each window keeps its current layout.
      useBlotterStore.setState({ savedViews: stored.named })
    }
  }
  const stops = [useSessionStore.subscribe(apply), useLayoutsStore.subscribe(apply)]
  apply()
  return () => {
    for (const stop of stops) stop()
  }
}

/** Reports whether two layouts are equal. The order of their properties does not matter. */
export function isSameLayout(one: BlotterLayout, other: BlotterLayout): boolean {
  return canonicalText(one) === canonicalText(other)
}

function canonicalText({ filter, sort, columns }: BlotterLayout): string {
  const { part, text, side, account, orderType, timeInForce } = filter
  const widths = Object.entries(columns.widths).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([
    [part, text.trim(), side, account, orderType, timeInForce],
    [sort.key, sort.direction],
    [columns.order, [...columns.hidden].sort(), [...(columns.shown ?? [])].sort(), widths],
  ])
}
