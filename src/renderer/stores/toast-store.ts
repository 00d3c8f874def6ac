import { create } from 'zustand'
import { errorText, hasCode } from '../../shared/rpc/rpc-error.ts'

export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'idle'
  readonly text: string
  /** Topic of the toast. Toasts with the same topic are dismissed together. */
  readonly about: ToastTopic | undefined
  /** Button to undo the reported action or to take the next step. */
  readonly action?: ToastAction | undefined
  /** Whether the toast stays until the user dismisses it, even after a profile switch. */
  readonly lasting?: boolean
}

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

/** `order` includes the topics of all orders, such as `order 12`. */
export type ToastTopic =
  | ('order' | 'arming' | 'approval' | 'connection' | 'refresh')
  | `order ${string}`
  | `cancel ${string}`

/** Maximum number of visible toasts. Older toasts disappear. */
const TOASTS_SHOWN = 3
/** Display time of a toast in ms, long enough to read it twice. */
const TOAST_MS = 6_000
const ERROR_MS = 12_000
/** Display time of a toast with a button in ms, long enough to reach the button by keyboard. */
const ACTION_MS = 15_000

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }))

let nextId = 1

export function showToast(tone: Toast['tone'], text: string, about?: ToastTopic): void {
  add({ tone, text, about })
}

/** Runs an action and reports any failure, except cancellation by the user. */
export async function reportFailure(failure: string, act: () => Promise<unknown>, about?: ToastTopic): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!hasCode(error, 'cancelled')) showToast('bad', `${failure}: ${errorText(error)}`, about)
  }
}

/** Shows a toast with an Undo button. Returns the id of the toast. */
export const showUndo = (text: string, run: () => void): number =>
  add({ tone: 'idle', text, about: undefined, action: { label: 'Undo', run } })

/** Shows a toast with a button for the next step. Returns the id of the toast. */
export const showNextStep = (tone: Toast['tone'], text: string, action: ToastAction): number =>
  add({ tone, text, about: undefined, action })

/** Shows a toast about an unconfirmed delivery. It stays until the user dismisses it. */
export function showLasting(text: string, about: ToastTopic): void {
  add({ tone: 'bad', text, about, lasting: true })
}

function add(content: Omit<Toast, 'id'>): number {
  const toast = { id: nextId++, ...content }
  useToastStore.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-TOASTS_SHOWN) }))
  startTimer(toast)
  return toast.id
}

const timers = new Map<number, ReturnType<typeof setTimeout>>()
let paused = false

function startTimer({ id, tone, action, lasting = false }: Toast): void {
  if (paused || lasting) return
  const ms = action ? ACTION_MS : tone === 'bad' ? ERROR_MS : TOAST_MS
  timers.set(
    id,
    setTimeout(() => dismissToast(id), ms),
  )
}

/** Pauses the timers of all toasts while the pointer or the focus is on a toast. */
export function pauseToasts(): void {
  paused = true
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
}

/** Restarts the timers of all toasts with their full display time. */
export function resumeToasts(): void {
  if (!paused) return
  paused = false
  useToastStore.getState().toasts.forEach(startTimer)
}

export function dismissToast(id: number): void {
  dismissWhere((toast) => toast.id === id)
}

export function dismissToastsAbout(topic: ToastTopic): void {
  dismissWhere(({ about }) => about === topic || about?.startsWith(`${topic} `) === true)
}

/** Dismisses the toasts of the previous profile, which look like toasts of the current profile. */
export function dismissToastsOfProfile(): void {
  dismissWhere(({ lasting }) => !lasting)
}

function dismissWhere(isDismissed: (toast: Toast) => boolean): void {
  const { toasts } = useToastStore.getState()
  const dismissed = toasts.filter(isDismissed)
  if (dismissed.length === 0) return
  for (const { id } of dismissed) {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  // The browser may fire no leave or blur event for a removed toast, and then the next toasts would never disappear.
  if (dismissed.length === toasts.length) paused = false
  useToastStore.setState({ toasts: toasts.filter((toast) => !isDismissed(toast)) })
}
