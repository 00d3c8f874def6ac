import type { FrameQuery } from '../../../shared/contract/schemas.ts'
import type { FrameKind, FrameRow } from '../../../shared/contract/stream-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { createPageReader, type PagedList } from '../../platform/paged-list.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveExport } from '../files/index.ts'
import { useStreamStore } from './stream-store.ts'

const reader = createPageReader<FrameQuery, FrameRow, PagedList<FrameRow>>({
  query: () => useStreamStore.getState().query,
  list: () => useStreamStore.getState().list,
  atMost: () => useStreamStore.getState().frozenAt,
  async request(query, range) {
    const { rows, total, newest } = await hostLink().call('stream.page', { query, ...range })
    // Reuses the row objects of known frames, so that these rows do not render again.
    const known = new Map(
      [...(useStreamStore.getState().list?.pages.values() ?? [])].flat().map((row) => [row.number, row]),
    )
    return { rows: rows.map((row) => known.get(row.number) ?? row), total, newestId: range.atMost ?? newest }
  },
  show: (list) => useStreamStore.setState({ list }),
  // Ignores a failure, because the next update of the stream refreshes the list.
  fail: () => undefined,
})

export const refreshFrames = reader.read

/** Schedules a refresh if the list follows the stream and is outdated. */
export const scheduleRefresh = (): void => reader.refreshSoon(isOutdated)

function isOutdated(): boolean {
  const { frozenAt, view, list } = useStreamStore.getState()
  if (frozenAt !== undefined || !view || !list) return false
  return view.newest > list.newestId || view.stored < list.total
}

/** Loads the visible frames. The list follows the stream only while its top is visible. `last` is exclusive. */
export function showFrames(first: number, last: number): void {
  const { list, paused, shown, frozenAt } = useStreamStore.getState()
  if (!list) return
  if (!paused && shown === undefined) {
    if (first === 0 && frozenAt !== undefined) followNewest()
    else if (first > 0 && frozenAt === undefined) useStreamStore.setState({ frozenAt: list.newestId })
  }
  reader.need(first, last)
}

export function followNewest(): void {
  useStreamStore.setState({ frozenAt: undefined, paused: false })
  document.getElementById(STREAM_LIST)?.scrollTo({ top: 0 })
  void refreshFrames()
}

/** Pauses or resumes the list. While the list is paused, the host still stores frames. */
export function togglePause(): void {
  const { paused, list, view } = useStreamStore.getState()
  if (paused) followNewest()
  else useStreamStore.setState({ paused: true, frozenAt: list?.newestId ?? view?.newest ?? 0 })
}

function filterFrames(query: FrameQuery): void {
  useStreamStore.setState({ query })
  void refreshFrames()
}

/** Shows or hides frames of a kind. */
export function toggleKind(kind: FrameKind, all: readonly FrameKind[]): void {
  const { kinds = all, ...rest } = useStreamStore.getState().query
  const next = all.filter((each) => (each === kind ? !kinds.includes(each) : kinds.includes(each)))
  filterFrames(next.length === all.length || next.length === 0 ? rest : { ...rest, kinds: next })
}

/** Removes all filters and focuses the search field, because the pressed button disappears. */
export function showAllFrames(): void {
  filterFrames({})
  focusFrameSearch()
}

export function searchFrames(text: string): void {
  const { text: _, ...rest } = useStreamStore.getState().query
  filterFrames(text === '' ? rest : { ...rest, text })
}

export function chooseTopic(topic: string | undefined): void {
  const { topics: _, ...rest } = useStreamStore.getState().query
  filterFrames(topic === undefined ? rest : { ...rest, topics: [topic] })
}

/** Opens a frame beside the list. The list stops following the stream. */
export async function openFrame({ number }: Pick<FrameRow, 'number'>): Promise<void> {
  const { frozenAt, list } = useStreamStore.getState()
  useStreamStore.setState({ active: number, ...(frozenAt === undefined && list && { frozenAt: list.newestId }) })
  const shown = await hostLink()
    .call('stream.frame', { number })
    .catch(() => 'gone' as const)
  if (useStreamStore.getState().active === number) useStreamStore.setState({ shown })
}

export function closeFrame(): void {
  useStreamStore.setState({ shown: undefined })
  const list = document.getElementById(STREAM_LIST)
  if (!useStreamStore.getState().paused && (list?.scrollTop ?? 0) === 0) followNewest()
  list?.focus()
}

const showError = (error: unknown): void => void showToast('bad', errorText(error))

export const unsubscribe = (id: string): Promise<unknown> =>
  hostLink().call('stream.unsubscribe', { id }).catch(showError)

export const clearFrames = (): Promise<void> =>
  hostLink()
    .call('stream.clear', {})
    .then(() => {
      useStreamStore.setState({ active: undefined, shown: undefined })
      followNewest()
    }, showError)

/** Saves the listed frames as JSON lines. */
export const exportFrames = (): Promise<void> =>
  saveExport(hostLink().call('stream.export', { query: useStreamStore.getState().query }))

export const STREAM_LIST = 'stream-list'
export const STREAM_SEARCH = 'stream-search'
export const focusFrameSearch = (): void => document.getElementById(STREAM_SEARCH)?.focus()
export const focusSubscribe = (): void => document.querySelector<HTMLElement>('.subscribe .select')?.focus()
