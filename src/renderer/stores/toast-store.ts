import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'idle'
  readonly text: string
  /** What it speaks of, for clearing it when that is over. */
  readonly about: ToastTopic | undefined
  /** What takes it back, or the next step. */
  readonly action?: ToastAction | undefined
}

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export type ToastTopic = 'order'

/** Newest last; older ones give way. */
const TOASTS_SHOWN = 3
/** Long enough to read twice; errors stay until they are put away. */
const TOAST_MS = 6_000
/** Long enough to reach its button with the keyboard. */
const ACTION_MS = 15_000

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }))

let nextId = 1

export function showToast(tone: Toast['tone'], text: string, about?: ToastTopic): void {
  add({ tone, text, about })
}

/** News of something that can be taken back. Answers its id, for putting it away once it was. */
export const showUndo = (text: string, run: () => void): number =>
  add({ tone: 'idle', text, about: undefined, action: { label: 'Undo', run } })

/** News with its next step. Answers its id. */
export const showNextStep = (tone: Toast['tone'], text: string, action: ToastAction): number =>
  add({ tone, text, about: undefined, action })

function add(news: Omit<Toast, 'id'>): number {
  const id = nextId++
  useToastStore.setState(({ toasts }) => ({ toasts: [...toasts, { id, ...news }].slice(-TOASTS_SHOWN) }))
  if (news.tone !== 'bad') setTimeout(() => dismissToast(id), news.action ? ACTION_MS : TOAST_MS)
  return id
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

export function dismissToastsAbout(topic: ToastTopic): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.about !== topic) }))
}
