import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'

/** Distance in px after which a press becomes a drag. */
const DRAG_START = 5

interface ColumnDragOptions {
  /** Moves a column before another column. If `before` is undefined, moves the column to the end. */
  readonly place: (id: string, before: string | undefined) => void
  readonly resize: (id: string, width: number) => void
}

/** Moves and resizes columns with the pointer. Escape cancels. */
export function useColumnDrag({ place, resize }: ColumnDragOptions) {
  const [drag, setDrag] = useState<{ readonly id: string; readonly before: string | undefined }>()
  const release = useRef<() => void>(() => undefined)
  useEffect(() => () => release.current(), [])

  const follow = (onMove: (event: PointerEvent) => void, onEnd: (completed: boolean) => void): void => {
    release.current()
    const listeners = new AbortController()
    const end = (completed: boolean): void => {
      listeners.abort()
      onEnd(completed)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    const { signal } = listeners
    release.current = () => listeners.abort()
    window.addEventListener('pointermove', onMove, { signal })
    window.addEventListener('pointerup', () => end(true), { signal })
    window.addEventListener('pointercancel', () => end(false), { signal })
    window.addEventListener('keydown', onKey, { signal, capture: true })
  }

  return {
    dragged: drag?.id,
    /** Column before which the dragged column would be dropped; undefined at the end. */
    dropBefore: drag?.before,
    startMove(event: ReactPointerEvent, id: string): void {
      if (event.button !== 0) return
      const startX = event.clientX
      const headings = event.currentTarget.closest('[role="row"]')
      let target: { readonly before: string | undefined } | undefined
      follow(
        ({ clientX }) => {
          if (target === undefined && Math.abs(clientX - startX) < DRAG_START) return
          target = { before: columnAt(headings, clientX) }
          setDrag({ id, before: target.before })
        },
        (completed) => {
          setDrag(undefined)
          if (target === undefined) return
          ignoreClick()
          if (completed) place(id, target.before)
        },
      )
    },
    startResize(event: ReactPointerEvent, id: string): void {
      if (event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      const heading = event.currentTarget.closest('[role="columnheader"]')
      const width = heading?.getBoundingClientRect().width ?? 0
      const startX = event.clientX
      follow(
        ({ clientX }) => resize(id, width + clientX - startX),
        (completed) => completed || resize(id, width),
      )
    },
  }
}

/** Returns the column that would follow a column dropped at `x`; undefined at the end. */
function columnAt(headings: Element | null, x: number): string | undefined {
  const all = [...(headings?.querySelectorAll<HTMLElement>('[role="columnheader"]') ?? [])]
  const next = all.find((heading) => {
    const { left, width } = heading.getBoundingClientRect()
    return x < left + width / 2
  })
  return next?.dataset['column']
}

/** Ignores the click that the browser fires at the end of a drag. */
function ignoreClick(): void {
  const ignore = (event: MouseEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', ignore, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', ignore, true), 0)
}
