import { type ReactNode, type RefObject, useRef } from 'react'
import { Group, Panel, type PanelImperativeHandle, Separator } from 'react-resizable-panels'

/** The stored size of a pane, in px. */
export interface SplitSize {
  /** A different name uses its own initial size. */
  readonly name: string
  readonly initial: number
  /** Called after the user has moved the handle. */
  readonly onChange: (px: number) => void
}

interface SplitProps {
  /** Names the handle, for example "Width of the ticket". */
  readonly label: string
  /** `vertical`: one pane above the other. */
  readonly orientation?: 'horizontal' | 'vertical'
  /** The pane that keeps its size in px; the other one takes the rest. */
  readonly sized: 'first' | 'second'
  readonly size: SplitSize
  /** Resizes the sized pane from code. */
  readonly paneRef?: RefObject<PanelImperativeHandle | null>
  /** Least size of the sized pane, and of the other one, in px. */
  readonly min: number
  readonly minRest: number
  readonly first: ReactNode
  /** Without it the first pane fills the space. */
  readonly second: ReactNode
}

/** Two panes with a handle between them: dragged, moved by the arrow keys, reset by a double click. */
export function Split(props: SplitProps) {
  const { label, orientation = 'horizontal', sized, size, min, minRest, first, second } = props
  const group = useRef<HTMLDivElement>(null)
  const sizedId = sized === 'first' ? 'first' : size.name
  const hasTwo = second !== null && second !== undefined && second !== false
  const fixed = {
    ...(props.paneRef && { panelRef: props.paneRef }),
    defaultSize: size.initial,
    minSize: min,
    groupResizeBehavior: 'preserve-pixel-size',
  } as const
  const rest = { minSize: minRest } as const
  const pane = { className: 'split-pane', style: { overflow: 'hidden' } } as const
  return (
    <Group
      orientation={orientation}
      className="split"
      elementRef={group}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        const share = layout[sizedId]
        if (!isUserInteraction || share === undefined || !group.current) return
        // Not the panel's own size, which is outdated after a key press.
        const { offsetWidth, offsetHeight } = group.current
        size.onChange(Math.round((share / 100) * (orientation === 'vertical' ? offsetHeight : offsetWidth)))
      }}
    >
      <Panel {...pane} id="first" {...(hasTwo && sized === 'first' ? fixed : rest)}>
        {first}
      </Panel>
      {hasTwo && <Separator className="split-handle" aria-label={label} />}
      {hasTwo && (
        <Panel {...pane} key={size.name} id={size.name} {...(sized === 'second' ? fixed : rest)}>
          {second}
        </Panel>
      )}
    </Group>
  )
}
