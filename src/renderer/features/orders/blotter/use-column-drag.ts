import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'
import type { BlotterColumn } from '../../../../shared/domain/blotter-layout.ts'

/** Px that a pointer goes before a press is a drag and no click. */
const SLACK = 5

interface ColumnDragOptions {
  /** `before` undefined: last. */
  readonly place: (key: BlotterColumn, before: BlotterColumn | undefined) => void
  readonly resize: (key: BlotterColumn, width: number) => void
}

interface ColumnDrag {
  readonly dragged: BlotterColumn | undefined
  /** Where it would be put now; undefined for its own place, or the end. */
  readonly dropBefore: BlotterColumn | undefined
  readonly startMove: (event: ReactPointerEvent, key: BlotterColumn) => void
  readonly startResize: (event: ReactPointerEvent, key: BlotterColumn) => void
}

/** Moves and resizes columns with a pointer. Escape lets go without moving. */
export function useColumnDrag({ place, resize }: ColumnDragOptions): ColumnDrag {
  const [drag, setDrag] = useState<{ readonly key: BlotterColumn; readonly before: BlotterColumn | undefined }>()
  const release = useRef<() => void>(() => undefined)
  useEffect(() => () => release.current(), [])

  const follow = (onMove: (event: PointerEvent) => void, onEnd: (kept: boolean) => void): void => {
    release.current()
    const end = (kept: boolean): void => {
      stop()
      onEnd(kept)
    }
    const onUp = (): void => end(true)
    const onCancel = (): void => end(false)
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    const stop = (): void => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
      window.removeEventListener('keydown', onKey, true)
    }
    release.current = stop
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onCancel)
    window.addEventListener('keydown', onKey, true)
  }

  return {
    dragged: drag?.key,
    dropBefore: drag?.before,
    startMove(event, key) {
      if (event.button !== 0) return
      const startX = event.clientX
      let target: { readonly before: BlotterColumn | undefined } | undefined
      follow(
        ({ clientX }) => {
          if (target === undefined && Math.abs(clientX - startX) < SLACK) return
          target = { before: columnAt(clientX) }
          setDrag({ key, before: target.before })
        },
        (kept) => {
          setDrag(undefined)
          if (target === undefined) return
          swallowClick()
          if (kept) place(key, target.before)
        },
      )
    },
    startResize(event, key) {
      if (event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      const header = event.currentTarget.closest('.column-header')
      const width = header?.getBoundingClientRect().width ?? 0
      const startX = event.clientX
      follow(
        ({ clientX }) => resize(key, width + clientX - startX),
        (kept) => kept || resize(key, width),
      )
    },
  }
}

/** The column before which something is put that is let go there; undefined past the last one. */
function columnAt(x: number): BlotterColumn | undefined {
  const headers = [...document.querySelectorAll<HTMLElement>('.column-header')]
  const next = headers.find((header) => {
    const { left, width } = header.getBoundingClientRect()
    return x < left + width / 2
  })
  return next?.dataset['column'] as BlotterColumn | undefined
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, true), 0)
}
