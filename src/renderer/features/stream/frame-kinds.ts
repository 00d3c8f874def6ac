import type { FrameKind } from '../../../shared/contract/stream-views.ts'

/** In the order of the toolbar. */
export const FRAME_KINDS = ['receive', 'send', 'error', 'open', 'close'] as const satisfies readonly FrameKind[]

interface KindWords {
  readonly title: string
  /** Before the line, for the eye; `title` says it to everybody else. */
  readonly mark: string
  readonly tone: 'idle' | 'busy' | 'good' | 'bad' | 'warn'
}

export const FRAME_KIND_WORDS: Readonly<Record<FrameKind, KindWords>> = {
  receive: { title: 'Received', mark: '↓', tone: 'idle' },
  send: { title: 'Sent', mark: '↑', tone: 'busy' },
  error: { title: 'Errors', mark: '!', tone: 'bad' },
  open: { title: 'Opened', mark: '○', tone: 'good' },
  close: { title: 'Closed', mark: '×', tone: 'warn' },
}
