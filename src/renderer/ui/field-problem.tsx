import type { RefObject } from 'react'
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components/Tooltip'

/** React Aria 1.22.1 reads the state of a tooltip without trigger from here. It is open while it is rendered. */
const OPEN = { isOpen: true, shouldSkipAnimation: false, open: () => undefined, close: () => undefined }

interface FieldProblemProps {
  readonly id: string
  /** The field, which has no space for a text in its row. */
  readonly field: RefObject<HTMLElement | null>
  /** Why the value is invalid; undefined for a valid value. */
  readonly text: string | undefined
}

/** Says below a field of a list why its value is invalid. */
export function FieldProblem({ id, field, text }: FieldProblemProps) {
  if (text === undefined) return null
  const place = document.querySelector('.tooltips')
  return (
    <TooltipTriggerStateContext value={OPEN}>
      <Tooltip
        isOpen
        triggerRef={field}
        className="tooltip field-problem floating small"
        placement="bottom"
        offset={4}
        {...(place && { UNSTABLE_portalContainer: place })}
      >
        <span id={id}>{text}</span>
      </Tooltip>
    </TooltipTriggerStateContext>
  )
}
