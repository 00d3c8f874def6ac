import { type ComponentProps, type ReactNode, useEffect, useState } from 'react'
import { Focusable } from 'react-aria-components/Focusable'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { flushSync } from 'react-dom'
import { KeyHint } from './key-hint.tsx'

/** Hover time before a tooltip opens, in ms. */
const DELAY_MS = 500

interface TipProps {
  readonly text: ReactNode
  /** Displayed shortcut in tinykeys notation. */
  readonly keys?: string | undefined
  readonly disabled?: boolean
  readonly placement?: 'top' | 'right' | 'bottom'
  /** Focusable element, or a component that passes its props and ref to a focusable element. */
  readonly children: ComponentProps<typeof Focusable>['children']
}

/** Tooltip that opens on hover and on keyboard focus. */
export function Tip({ text, keys, disabled = false, placement = 'bottom', children }: TipProps) {
  const [isOpen, setOpen] = useState(false)
  const [place, setPlace] = useState<Element | null>(null)
  // React Aria stops Escape while a tooltip is open. Closing the tooltip first lets dialogs and panes receive Escape.
  useEffect(() => {
    if (!isOpen) return
    const closeAtEscape = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') flushSync(() => setOpen(false))
    }
    window.addEventListener('keydown', closeAtEscape, true)
    return () => window.removeEventListener('keydown', closeAtEscape, true)
  }, [isOpen])
  return (
    <TooltipTrigger
      delay={DELAY_MS}
      closeDelay={0}
      isDisabled={disabled}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setPlace(document.querySelector('.tooltips'))
        setOpen(open)
      }}
    >
      <Focusable>{children}</Focusable>
      {/* Unmounts immediately, because React Aria 1.22.1 shows a replaced tooltip again. */}
      {isOpen && (
        <Tooltip
          className="tooltip floating row small"
          placement={placement}
          offset={6}
          {...(place && { UNSTABLE_portalContainer: place })}
        >
          {text}
          {keys !== undefined && <KeyHint keys={keys} />}
        </Tooltip>
      )}
    </TooltipTrigger>
  )
}
