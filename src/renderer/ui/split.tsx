import { type ReactNode, type RefObject, useRef } from 'react'
import { Group, Panel, type PanelImperativeHandle, Separator } from 'react-resizable-panels'

/** Size of a pane in px, stored in the browser. */
interface SplitSize {
  /** Storage name of the size. */
  readonly name: string
  readonly initial: number
  /** Called after the user has moved the handle. */
  readonly onChange: (px: number) => void
}

interface SplitProps {
  /** Accessible name of the handle, for example "Width of the ticket". */
  readonly label: string
  /** `vertical`: the panes are stacked. */
  readonly orientation?: 'horizontal' | 'vertical'
  /** Pane that keeps its size in px. The other pane fills the remaining space. */
  readonly sized: 'first' | 'second'
  readonly size: SplitSize
  /** Receives an object with methods to resize the sized pane. */
  readonly paneRef?: RefObject<PanelImperativeHandle | null>
  /** Minimum sizes of the sized pane and the other pane, in px. */
  readonly min: number
  readonly minRest: number
  readonly first: ReactNode
  /** Second pane. If undefined, the first pane fills the space. */
  readonly second: ReactNode
}

/** Two panes with a handle between them. The pointer or the arrow keys move the handle. */
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
      className="grow"
      elementRef={group}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        const share = layout[sizedId]
        if (!isUserInteraction || share === undefined || !group.current) return
        // The panel reports an outdated size after a key press.
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
