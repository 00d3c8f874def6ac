import {
  type CSSProperties,
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { Group, Panel, type PanelImperativeHandle, Separator } from 'react-resizable-panels'

/** Size of a pane in px, stored in the browser. */
interface SplitSize {
  /** Storage name of the size. */
  readonly name: string
  readonly initial: number
  /** Called after the user has moved the handle. */
  readonly onChange: (px: number) => void
}

/** Width of the handle in px. */
const HANDLE_WIDTH = 1

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
 * Total width in px of the second panes beside a first pane, as they opened. It changes in the commit that opens or
 * closes a pane. A list can then render its columns for the new width before it is measured. Later changes of the size
 * are measured.
 */
export const ReservedWidth = createContext(0)

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
  const isVertical = orientation === 'vertical'
  const lengthOf = ({ offsetWidth, offsetHeight }: HTMLElement): number => (isVertical ? offsetHeight : offsetWidth)
  /** Sizes of the panes in px by name, as the user left them. */
  const sizes = useRef<Record<string, number>>({})
  const { openingSize, isOpening } = useOpeningSize(hasTwo && sized === 'second' ? size.name : undefined, () => {
    const available = group.current === null ? Number.MAX_VALUE : lengthOf(group.current) - minRest - HANDLE_WIDTH
    const px = Math.min(sizes.current[size.name] ?? size.initial, available)
    // If the pane does not fit, the library decides.
    return px < min ? undefined : px
  })
  const reserved = use(ReservedWidth) + (isVertical || openingSize === undefined ? 0 : openingSize + HANDLE_WIDTH)
  const rest = { minSize: minRest } as const
  const pane = { className: 'split-pane', style: { overflow: 'hidden' } } as const
  return (
    <Group
      orientation={orientation}
      className="grow"
      elementRef={group}
      style={{ '--opening-size': isOpening ? `${openingSize}px` : undefined } as CSSProperties}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        const share = layout[sizedId]
        if (!isUserInteraction || share === undefined || !group.current) return
        // The panel reports an outdated size after a key press.
        const px = Math.round((share / 100) * lengthOf(group.current))
        sizes.current[size.name] = px
        size.onChange(px)
      }}
    >
      <Panel {...pane} id="first" {...(hasTwo && sized === 'first' ? fixed : rest)}>
        <ReservedWidth value={reserved}>{first}</ReservedWidth>
      </Panel>
      {hasTwo && <Separator className="split-handle" aria-label={label} />}
      {hasTwo && (
        <Panel
          {...pane}
          key={size.name}
          id={size.name}
          data-opening={isOpening || undefined}
          elementRef={endOpening}
          {...(sized === 'second' ? fixed : rest)}
        >
          {second}
        </Panel>
      )}
    </Group>
  )
}

/**
 * Returns the size in px that a pane gets when it opens, and whether it opens in this commit. Without this
 * size, the library would measure the pane before it sets the size, and the content would be laid out twice.
 */
function useOpeningSize(name: string | undefined, sizeOf: () => number | undefined) {
  const shown = useRef(name)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later change of the size does not count.
  const openingSize = useMemo(() => (name === undefined ? undefined : sizeOf()), [name])
  const isOpening = openingSize !== undefined && shown.current !== name
  useLayoutEffect(() => {
    shown.current = name
  })
  return { openingSize, isOpening }
}

/** Ref of a pane. Ends the size of its first frame. From the second frame on, the library sets the size. */
function endOpening(element: HTMLElement | null): void {
  if (element) requestAnimationFrame(() => requestAnimationFrame(() => delete element.dataset['opening']))
}
