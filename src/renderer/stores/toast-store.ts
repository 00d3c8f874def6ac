import { create } from 'zustand'
import { errorText, hasCode } from '../../shared/rpc/rpc-error.ts'

export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'idle'
  readonly text: string
  /** Its topic: toasts of a topic are dismissed together. */
  readonly about: ToastTopic | undefined
  /** Undoes it, or takes the next step. */
  readonly action?: ToastAction | undefined
  /** Stays until it is dismissed, also on a profile switch: an order whose delivery is unconfirmed. */
  readonly lasting?: boolean
}

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export type ToastTopic = 'order' | 'arming' | 'approval' | 'connection' | 'refresh' | `cancel ${string}`

/** Maximum number of toasts; the oldest are dropped. */
const TOASTS_SHOWN = 3
/** Enough time to read a toast twice, in ms. */
const TOAST_MS = 6_000
const ERROR_MS = 12_000
/** Enough time to reach its button by keyboard, in ms. */
const ACTION_MS = 15_000

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }))

let nextId = 1

export function showToast(tone: Toast['tone'], text: string, about?: ToastTopic): void {
  add({ tone, text, about })
}

/** Reports that an action failed, unless the user cancelled it. */
export async function reportFailure(failure: string, act: () => Promise<unknown>, about?: ToastTopic): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!hasCode(error, 'cancelled')) showToast('bad', `${failure}: ${errorText(error)}`, about)
  }
}

/** Reports an action that can be undone. Returns the id, to dismiss it once it was. */
export const showUndo = (text: string, run: () => void): number =>
  add({ tone: 'idle', text, about: undefined, action: { label: 'Undo', run } })

/** Reports an event with its next step. Returns the id. */
export const showNextStep = (tone: Toast['tone'], text: string, action: ToastAction): number =>
  add({ tone, text, about: undefined, action })

/** An unconfirmed delivery. The text names the profile. */
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

/** While the pointer or the focus is on a toast, none is dismissed. */
export function pauseToasts(): void {
  paused = true
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
}

/** Each toast gets its full time again. */
export function resumeToasts(): void {
  if (!paused) return
  paused = false
  useToastStore.getState().toasts.forEach(startTimer)
}

export function dismissToast(id: number): void {
  dismissWhere((toast) => toast.id === id)
}

export function dismissToastsAbout(topic: ToastTopic): void {
  dismissWhere(({ about }) => about === topic)
}

/** Toasts of the previous profile must not be taken for those of the current one. */
export function dismissToastsOfProfile(): void {
  dismissWhere(({ lasting }) => !lasting)
}

function dismissWhere(isDismissed: (toast: Toast) => boolean): void {
  const { toasts } = useToastStore.getState()
  for (const { id } of toasts.filter(isDismissed)) {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  useToastStore.setState({ toasts: toasts.filter((toast) => !isDismissed(toast)) })
}
