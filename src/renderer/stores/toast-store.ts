import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'idle'
  readonly text: string
  /** What it speaks of, for clearing it when that is over. */
  readonly about: ToastTopic | undefined
  /** What takes it back. */
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

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }))

let nextId = 1

export function showToast(tone: Toast['tone'], text: string, about?: ToastTopic, action?: ToastAction): void {
  const id = nextId++
  useToastStore.setState(({ toasts }) => ({
    toasts: [...toasts, { id, tone, text, about, action }].slice(-TOASTS_SHOWN),
  }))
  if (tone !== 'bad') setTimeout(() => dismissToast(id), TOAST_MS)
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

export function dismissToastsAbout(topic: ToastTopic): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.about !== topic) }))
}
