import type { FrameQuery } from '../../../shared/contract/schemas.ts'
import type { FrameKind, FrameRow } from '../../../shared/contract/stream-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useStreamStore } from '../../stores/stream-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveFile } from '../files/index.ts'

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
export async function readLines(): Promise<void> {
  if (reading) {
    readAgain = true
    return
  }
  reading = true
  readAgain = false
  const { query, stillAt } = useStreamStore.getState()
  const offset = Math.max(0, wanted - BEFORE)
  try {
    const { rows, total, newest } = await hostLink().call('stream.page', {
      query,
      offset,
      limit: ROWS,
      ...(stillAt !== undefined && { atMost: stillAt }),
    })
    const now = useStreamStore.getState()
    if (now.query === query && now.stillAt === stillAt) {
      // A line never changes: the same object is not rendered again.
      const known = new Map(now.list?.rows.map((row) => [row.number, row]))
      const same = rows.map((row) => known.get(row.number) ?? row)
      useStreamStore.setState({ list: { offset, rows: same, total, newest } })
    } else readAgain = true
  } catch {
    // The connection to the host says so by itself; the next news read again.
  }
  reading = false
  if (readAgain) void readLines()
}

/** There are newer lines: read soon, and not for each. */
export function lineNews(): void {
  if (useStreamStore.getState().stillAt !== undefined || pulse !== undefined) return
  pulse = setTimeout(() => {
    pulse = undefined
    void readLines()
  }, PULSE_MS)
}

/** Other rows came into sight. At the top the newest are what is being read; further down nothing moves. */
export function needLines(first: number, last: number, atTop: boolean): void {
  const { list, paused, shown, stillAt } = useStreamStore.getState()
  wanted = first
  if (!list) return
  if (!paused && shown === undefined) {
    if (atTop && stillAt !== undefined) followNewest()
    else if (!atTop && stillAt === undefined) useStreamStore.setState({ stillAt: list.newest })
  }
  if (first < list.offset || last >= Math.min(list.offset + list.rows.length, list.total)) void readLines()
}

export function followNewest(): void {
  useStreamStore.setState({ stillAt: undefined, paused: false })
  wanted = 0
  document.getElementById(LIST_ID)?.scrollTo({ top: 0 })
  void readLines()
}

/** Stops the list and nothing else: the host goes on receiving, and what comes meanwhile is there afterwards. */
export function togglePause(): void {
  const { paused, list, view } = useStreamStore.getState()
  if (paused) followNewest()
  else useStreamStore.setState({ paused: true, stillAt: list?.newest ?? view?.newest ?? 0 })
}

function narrowLines(query: FrameQuery): void {
  useStreamStore.setState({ query })
  wanted = 0
  void readLines()
}

/** Shows or hides lines of a kind; all kinds together are no narrowing. */
export function toggleKind(kind: FrameKind, all: readonly FrameKind[]): void {
  const { kinds = all, ...rest } = useStreamStore.getState().query
  const next = all.filter((each) => (each === kind ? !kinds.includes(each) : kinds.includes(each)))
  narrowLines(next.length === all.length || next.length === 0 ? rest : { ...rest, kinds: next })
}

/** Every line comes into sight again. The keyboard, whose button goes, is where it can narrow anew. */
export function showAllLines(): void {
  narrowLines({})
  focusLineSearch()
}

export function searchLines(text: string): void {
  const { text: _, ...rest } = useStreamStore.getState().query
  narrowLines(text === '' ? rest : { ...rest, text })
}

export function chooseTopic(topic: string | undefined): void {
  const { topics: _, ...rest } = useStreamStore.getState().query
  narrowLines(topic === undefined ? rest : { ...rest, topics: [topic] })
}

/** Opens a line beside the list. The list stands still from then on, so that the line stays in sight. */
export async function openLine({ number }: Pick<FrameRow, 'number'>): Promise<void> {
  const { stillAt, list } = useStreamStore.getState()
  useStreamStore.setState({ active: number, ...(stillAt === undefined && list && { stillAt: list.newest }) })
  try {
    const shown = await hostLink().call('stream.frame', { number })
    if (useStreamStore.getState().active === number) useStreamStore.setState({ shown })
  } catch {
    if (useStreamStore.getState().active === number) useStreamStore.setState({ shown: 'gone' })
  }
}

export function closeLine(): void {
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

export async function clearLines(): Promise<void> {
  try {
    await hostLink().call('stream.clear', {})
    useStreamStore.setState({ active: undefined, shown: undefined })
    followNewest()
  } catch (error) {
    showToast('bad', errorText(error))
  }
}

/** Saves what the list shows as JSON lines. */
export async function exportLines(): Promise<void> {
  try {
    const { query } = useStreamStore.getState()
    const held = await hostLink().call('stream.export', { query })
    await saveFile(held.suggestedName, { kind: 'response', responseId: held.responseId })
  } catch (error) {
    showToast('bad', `Not exported: ${errorText(error)}`)
  }
}

export const LIST_ID = 'stream-list'
export const focusLines = (): void => document.getElementById(LIST_ID)?.focus()
export const focusLineSearch = (): void => document.getElementById('stream-search')?.focus()
export const focusSubscribe = (): void => document.querySelector<HTMLElement>('.subscribe .select')?.focus()
