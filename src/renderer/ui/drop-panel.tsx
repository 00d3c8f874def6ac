import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { focusFirst } from './focus-first.ts'
import './drop-panel.css'

interface DropPanelProps extends Pick<ButtonProps, 'look' | 'icon' | 'title'> {
  readonly id?: string
  readonly label: ReactNode
  readonly panelLabel: string
  /** Accessible name of the button, if its label is hidden. */
  readonly buttonLabel?: string
  /** Content of the panel. `close` also returns the focus to the button. */
  readonly children: (close: () => void) => ReactNode
}

/** Button that opens a panel below it. Escape or a click outside closes the panel. */
export function DropPanel({ id, label, panelLabel, buttonLabel, children, ...button }: DropPanelProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const panelId = useId()
  useEffect(() => {
    if (!open) return
    const panel = place.current?.querySelector<HTMLElement>('.drop-panel')
    const edge = place.current?.closest('main')?.getBoundingClientRect().left ?? 0
    // Opens to the right if the panel would be cut off on the left.
    if (panel && panel.getBoundingClientRect().left < edge) panel.dataset['side'] = 'left'
    // Limits the height of the panel to the pane, which would clip a taller panel.
    const pane = place.current?.closest('[data-panel]')
    const observer = new ResizeObserver(() => {
      if (!panel || !pane) return
      const room = pane.getBoundingClientRect().bottom - panel.getBoundingClientRect().top
      panel.style.maxHeight = `${room - 8}px`
    })
    if (pane) observer.observe(pane)
    // On a Mac, Firefox and Safari leave the focus nowhere after a click on a button, and Escape would not arrive here.
    focusFirst(panel)
    // React Aria stops the events of an open select list, so a click there does not close the panel.
    const onPointer = (event: PointerEvent): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      observer.disconnect()
    }
  }, [open])
  const close = (): void => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel inside, as a click outside does.
    <div
      ref={place}
      className="anchor"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        close()
        event.stopPropagation()
        event.preventDefault()
      }}
    >
      <Button
        {...button}
        id={id}
        aria-label={buttonLabel}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && (
        <fieldset id={panelId} className="drop-panel floating scroll" aria-label={panelLabel}>
          {children(close)}
        </fieldset>
      )}
    </div>
  )
}
