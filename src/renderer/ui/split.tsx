import { type CSSProperties, createContext, type ReactNode, type RefObject, use, useLayoutEffect, useRef } from 'react'
import { Group, Panel, type PanelImperativeHandle, Separator } from 'react-resizable-panels'

/** Size of a pane in px, stored in the browser. */
interface SplitSize {
  /** Storage name of the size. */
  readonly name: string
  readonly initial: number
  /** Called after the user has moved the handle. */
  readonly onChange: (px: number) => void
}

/** Width of the handle, in px. */
const HANDLE = 1

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

/**
 * Width in px that the open panes beside the current pane take. Known in the commit that opens a pane, so that a list
 * can render its columns for the new width before it is measured.
 */
export const WidthTaken = createContext(0)

/** Two panes with a handle between them. The pointer or the arrow keys move the handle. */
export function Split(props: SplitProps) {
  const { label, orientation = 'horizontal', sized, size, min, minRest, first, second } = props
  const group = useRef<HTMLDivElement>(null)
  const current = useRef({ name: size.name, px: size.initial })
  if (current.current.name !== size.name) current.current = { name: size.name, px: size.initial }
  const sizedId = sized === 'first' ? 'first' : size.name
  const hasTwo = second !== null && second !== undefined && second !== false
  const fixed = {
    ...(props.paneRef && { panelRef: props.paneRef }),
    defaultSize: size.initial,
    minSize: min,
    groupResizeBehavior: 'preserve-pixel-size',
  } as const
  const taken = use(WidthTaken) + (hasTwo && orientation === 'horizontal' ? current.current.px + HANDLE : 0)
  const firstSize = useFirstSize(hasTwo && sized === 'second', () => {
    const { offsetWidth = 0, offsetHeight = 0 } = group.current ?? {}
    return Math.min(current.current.px, (orientation === 'vertical' ? offsetHeight : offsetWidth) - minRest - HANDLE)
  })
  const rest = { minSize: minRest } as const
  const pane = { className: 'split-pane', style: { overflow: 'hidden' } } as const
  return (
    <Group
      orientation={orientation}
      className="grow"
      elementRef={group}
      style={{ '--first-size': firstSize && `${firstSize}px` } as CSSProperties}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        const share = layout[sizedId]
        if (!isUserInteraction || share === undefined || !group.current) return
        // The panel reports an outdated size after a key press.
        const { offsetWidth, offsetHeight } = group.current
        const px = Math.round((share / 100) * (orientation === 'vertical' ? offsetHeight : offsetWidth))
        current.current.px = px
        size.onChange(px)
      }}
    >
      <Panel {...pane} id="first" {...(hasTwo && sized === 'first' ? fixed : rest)}>
        {sized === 'first' ? first : <WidthTaken value={taken}>{first}</WidthTaken>}
      </Panel>
      {hasTwo && <Separator className="split-handle" aria-label={label} />}
      {hasTwo && (
        <Panel
          {...pane}
          key={size.name}
          id={size.name}
          data-first={firstSize !== undefined || undefined}
          elementRef={removeFirstSize}
          {...(sized === 'second' ? fixed : rest)}
        >
          {second}
        </Panel>
      )}
    </Group>
  )
}

/**
 * Returns the size of a pane in px in the commit that opens it. The library sets the size only after it has measured
 * the pane, so its content would be laid out twice.
 */
function useFirstSize(isOpen: boolean, sizeOf: () => number): number | undefined {
  const wasOpen = useRef(true)
  const isOpening = isOpen && !wasOpen.current
  useLayoutEffect(() => {
    wasOpen.current = isOpen
  })
  return isOpening ? sizeOf() : undefined
}

/** Ref of a pane. From the second frame on, the library sets the size. */
function removeFirstSize(element: HTMLElement | null): void {
  if (element) requestAnimationFrame(() => requestAnimationFrame(() => delete element.dataset['first']))
}
