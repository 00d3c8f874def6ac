import type { FrameQuery } from '../../../shared/contract/schemas.ts'
import type { FrameKind, FrameRow } from '../../../shared/contract/stream-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveFile } from '../files/index.ts'
import { useStreamStore } from './stream-store.ts'

/** Rows that are asked for at once, and how many of them lie before those in sight. */
const ROWS = 240
const BEFORE = 80
/** Ms between two readings that nobody asked for. */
const PULSE_MS = 250

/** The first row in sight. */
let wanted = 0
let reading = false
let readAgain = false
let pulse: ReturnType<typeof setTimeout> | undefined

/** Reads the rows around those in sight. One question at a time: what comes up meanwhile is asked right after. */
export async function refreshFrames(): Promise<void> {
  if (reading) {
    readAgain = true
    return
  }
  reading = true
  readAgain = false
  const { query, frozenAt } = useStreamStore.getState()
  const offset = Math.max(0, wanted - BEFORE)
  try {
    const { rows, total, newest } = await hostLink().call('stream.page', {
      query,
      offset,
      limit: ROWS,
      ...(frozenAt !== undefined && { atMost: frozenAt }),
    })
    const now = useStreamStore.getState()
    if (now.query === query && now.frozenAt === frozenAt) {
      // A line never changes: the same object is not rendered again.
      const known = new Map(now.list?.rows.map((row) => [row.number, row]))
      const same = rows.map((row) => known.get(row.number) ?? row)
      useStreamStore.setState({ list: { offset, rows: same, total, newest } })
    } else readAgain = true
  } catch {
    // The connection to the host says so by itself; the next news read again.
  }
  reading = false
  if (readAgain) void refreshFrames()
}

/** There are newer lines: read soon, and not for each. */
export function scheduleRefresh(): void {
  if (useStreamStore.getState().frozenAt !== undefined || pulse !== undefined) return
  pulse = setTimeout(() => {
    pulse = undefined
    void refreshFrames()
  }, PULSE_MS)
}

/** Other rows came into sight. At the top the newest are what is being read; further down nothing moves. */
export function showFrames(first: number, last: number, atTop: boolean): void {
  const { list, paused, shown, frozenAt } = useStreamStore.getState()
  wanted = first
  if (!list) return
  if (!paused && shown === undefined) {
    if (atTop && frozenAt !== undefined) followNewest()
    else if (!atTop && frozenAt === undefined) useStreamStore.setState({ frozenAt: list.newest })
  }
  if (first < list.offset || last >= Math.min(list.offset + list.rows.length, list.total)) void refreshFrames()
}

export function followNewest(): void {
  useStreamStore.setState({ frozenAt: undefined, paused: false })
  wanted = 0
  document.getElementById(LIST_ID)?.scrollTo({ top: 0 })
  void refreshFrames()
}

/** Stops the list and nothing else: the host goes on receiving, and what comes meanwhile is there afterwards. */
export function togglePause(): void {
  const { paused, list, view } = useStreamStore.getState()
  if (paused) followNewest()
  else useStreamStore.setState({ paused: true, frozenAt: list?.newest ?? view?.newest ?? 0 })
}

function filterFrames(query: FrameQuery): void {
  useStreamStore.setState({ query })
  wanted = 0
  void refreshFrames()
}

/** Shows or hides lines of a kind; all kinds together are no narrowing. */
export function toggleKind(kind: FrameKind, all: readonly FrameKind[]): void {
  const { kinds = all, ...rest } = useStreamStore.getState().query
  const next = all.filter((each) => (each === kind ? !kinds.includes(each) : kinds.includes(each)))
  filterFrames(next.length === all.length || next.length === 0 ? rest : { ...rest, kinds: next })
}

/** Every line comes into sight again. The keyboard, whose button goes, is where it can narrow anew. */
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

/** Opens a line beside the list. The list stands still from then on, so that the line stays in sight. */
export async function openFrame({ number }: Pick<FrameRow, 'number'>): Promise<void> {
  const { frozenAt, list } = useStreamStore.getState()
  useStreamStore.setState({ active: number, ...(frozenAt === undefined && list && { frozenAt: list.newest }) })
  try {
    const shown = await hostLink().call('stream.frame', { number })
    if (useStreamStore.getState().active === number) useStreamStore.setState({ shown })
  } catch {
    if (useStreamStore.getState().active === number) useStreamStore.setState({ shown: 'gone' })
  }
}

export function closeFrame(): void {
  useStreamStore.setState({ shown: undefined })
  const list = document.getElementById(LIST_ID)
  if (!useStreamStore.getState().paused && (list?.scrollTop ?? 0) === 0) followNewest()
  list?.focus()
}

export async function subscribeTo(text: string): Promise<string | undefined> {
  try {
    await hostLink().call('stream.subscribe', { text })
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

/** Sends a text as it is, once. The answer says why not. */
export async function sendText(text: string): Promise<string | undefined> {
  try {
    await hostLink().call('socket.send', { text })
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

export async function unsubscribe(id: string): Promise<void> {
  try {
    await hostLink().call('stream.unsubscribe', { id })
  } catch (error) {
    showToast('bad', errorText(error))
  }
}

export async function clearFrames(): Promise<void> {
  try {
    await hostLink().call('stream.clear', {})
    useStreamStore.setState({ active: undefined, shown: undefined })
    followNewest()
  } catch (error) {
    showToast('bad', errorText(error))
  }
}

/** Saves what the list shows as JSON lines. */
export async function exportFrames(): Promise<void> {
  try {
    const { query } = useStreamStore.getState()
    const held = await hostLink().call('stream.export', { query })
    await saveFile(held.suggestedName, { kind: 'response', responseId: held.responseId })
  } catch (error) {
    showToast('bad', `Not exported: ${errorText(error)}`)
  }
}

export const LIST_ID = 'stream-list'
export const focusFrames = (): void => document.getElementById(LIST_ID)?.focus()
export const focusFrameSearch = (): void => document.getElementById('stream-search')?.focus()
export const focusSubscribe = (): void => document.querySelector<HTMLElement>('.subscribe .select')?.focus()
