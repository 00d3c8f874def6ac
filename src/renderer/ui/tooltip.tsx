import { type ComponentProps, type ReactNode, useState } from 'react'
import { Focusable } from 'react-aria-components/Focusable'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { KeyHint } from './key-hint.tsx'

/** Time over an element before its tooltip opens, in ms; the next one opens at once. */
const DELAY_MS = 500

interface TipProps {
  readonly text: ReactNode
  /** The shortcut, in tinykeys' notation. */
  readonly keys?: string | undefined
  readonly disabled?: boolean
  readonly placement?: 'top' | 'right' | 'bottom'
  /** One focusable element, or a component that passes its properties and its ref on to one. */
  readonly children: ComponentProps<typeof Focusable>['children']
}

/** A tooltip on hover and on keyboard focus. */
export function Tip({ text, keys, disabled = false, placement = 'bottom', children }: TipProps) {
  // Everything on the page belongs to a landmark, tooltips included.
  const [landmark, setLandmark] = useState<Element | null>(null)
  return (
    <TooltipTrigger
      delay={DELAY_MS}
      closeDelay={0}
      isDisabled={disabled}
      onOpenChange={(isOpen) => isOpen && setLandmark(document.querySelector('main'))}
    >
      <Focusable>{children}</Focusable>
      <Tooltip
        className="tooltip floating row small"
        placement={placement}
        offset={6}
        {...(landmark && { UNSTABLE_portalContainer: landmark })}
      >
        {text}
        {keys !== undefined && <KeyHint keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  )
}
