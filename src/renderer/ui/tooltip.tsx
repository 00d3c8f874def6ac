import { type ComponentProps, type ReactNode, useEffect, useState } from 'react'
import { Focusable } from 'react-aria-components/Focusable'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { flushSync } from 'react-dom'
import { KeyHint } from './key-hint.tsx'

/** Hover time before a tooltip opens, in ms; the next one opens at once. */
const DELAY_MS = 500

interface TipProps {
  readonly text: ReactNode
  /** The shortcut, in tinykeys' notation. */
  readonly keys?: string | undefined
  readonly disabled?: boolean
  readonly placement?: 'top' | 'right' | 'bottom'
  /** One focusable element, or a component that passes its props and ref to one. */
  readonly children: ComponentProps<typeof Focusable>['children']
}

/** A tooltip on hover and on keyboard focus. */
export function Tip({ text, keys, disabled = false, placement = 'bottom', children }: TipProps) {
  const [isOpen, setOpen] = useState(false)
  // Everything on the page belongs to a landmark, tooltips included.
  const [landmark, setLandmark] = useState<Element | null>(null)
  // React Aria stops Escape at the document while a tooltip is open: it is closed before that, so that dialogs and panes get the key.
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
        setLandmark(document.querySelector('main'))
        setOpen(open)
      }}
    >
      <Focusable>{children}</Focusable>
      {/* Unmounted at once: React Aria shows a tooltip again that another one has replaced (1.22.1). */}
      {isOpen && (
        <Tooltip
          className="tooltip floating row small"
          placement={placement}
          offset={6}
          {...(landmark && { UNSTABLE_portalContainer: landmark })}
        >
          {text}
          {keys !== undefined && <KeyHint keys={keys} />}
        </Tooltip>
      )}
    </TooltipTrigger>
  )
}
