import type { KeyboardEvent, PointerEvent } from 'react'
import './split-handle.css'

/** Px by which a key moves it. */
const STEP = 24

interface SplitHandleProps {
  readonly label: string
  /** Height of what is below, in px. */
  readonly value: number
  readonly onChange: (value: number) => void
}

/** The upper edge of a part, dragged or moved by the arrow keys, as ARIA's window splitter says. */
export function SplitHandle({ label, value, onChange }: SplitHandleProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0
    if (step === 0) return
    event.preventDefault()
    onChange(value + step)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget
    const from = event.clientY
    handle.setPointerCapture(event.pointerId)
    const move = ({ clientY }: globalThis.PointerEvent): void => onChange(value + from - clientY)
    const stop = (): void => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', stop)
      handle.removeEventListener('pointercancel', stop)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', stop)
    handle.addEventListener('pointercancel', stop)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is ARIA's window splitter.
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={value}
      tabIndex={0}
      className="split-handle"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    />
  )
}
