import { ChevronDown, Plus, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { keysOf } from '../../../commands/command.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import { ContextMenu, type ContextMenuItem, type MenuPosition } from '../../../ui/menu/context-menu.tsx'
import { type ExplorerTab, showTab, useExplorerStore } from '../explorer-store.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { describeTab, type TabDescription } from './describe-tab.ts'
import { closeOtherTabs, closeTab, moveTab, openEmptyTab, reopenTab, showNextTab } from './tab-actions.ts'
import './tabs.css'

const withKeys = (title: string, command: string): string => `${title} (${describeKeys(keysOf(command)).join(' ')})`

/** Open requests: one tab each, and a menu that lists all of them if they do not fit. */
export function TabStrip() {
  const tabs = useExplorerStore((data) => data.tabs)
  const activeId = useExplorerStore((data) => data.activeId)
  const hasClosed = useExplorerStore((data) => data.closed.length > 0)
  const saved = useSavedStore((data) => data.requests)
  const [menu, setMenu] = useState<{ readonly items: readonly ContextMenuItem[]; readonly position: MenuPosition }>()
  const [dragged, setDragged] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const overflows = useOverflow(list, tabs.length)
  const described = tabs.map((tab) => describeTab(tab, saved))
  const activeTitle = described.find((_, at) => tabs[at]?.id === activeId)?.title

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another tab is shown or its title changes
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [activeId, activeTitle, tabs.length])

  const focusActive = (): void => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (step !== undefined) showNextTab(step)
    else if (event.key === 'Home') showTab(tabs[0]?.id ?? '')
    else if (event.key === 'End') showTab(tabs.at(-1)?.id ?? '')
    else if (event.key === 'Delete') closeTab()
    else return
    event.preventDefault()
    requestAnimationFrame(focusActive)
  }
  const openMenu = (tab: ExplorerTab, position: MenuPosition): void => {
    const at = tabs.indexOf(tab)
    setMenu({
      position,
      items: [
        { id: 'close', title: 'Close', keys: keysOf('close-tab'), run: () => closeTab(tab.id) },
        {
          id: 'close-others',
          title: 'Close the others',
          disabled: tabs.length === 1,
          run: () => closeOtherTabs(tab.id),
        },
        {
          id: 'reopen',
          title: 'Reopen the last closed tab',
          keys: keysOf('reopen-tab'),
          disabled: !hasClosed,
          run: reopenTab,
        },
        { id: 'left', title: 'Move left', disabled: at === 0, run: () => moveTab(tab.id, at - 1) },
        { id: 'right', title: 'Move right', disabled: at === tabs.length - 1, run: () => moveTab(tab.id, at + 1) },
      ],
    })
  }
  const dropOn = (event: DragEvent, at: number): void => {
    if (dragged === undefined) return
    event.preventDefault()
    moveTab(dragged, at)
  }

  return (
    <div className="tab-strip rigid row nowrap line-below">
      <div
        ref={list}
        className="tab-strip-list row nowrap grow"
        role="tablist"
        aria-label="Open requests"
        onKeyDown={onKeyDown}
        onWheel={(event) => {
          if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY
        }}
      >
        {tabs.map((tab, at) => (
          <OpenTab
            key={tab.id}
            tab={tab}
            description={described[at] as TabDescription}
            isActive={tab.id === activeId}
            isDragged={tab.id === dragged}
            onMenu={(position) => openMenu(tab, position)}
            onDragStart={() => setDragged(tab.id)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => dropOn(event, at)}
          />
        ))}
      </div>
      {overflows && (
        <Button
          look="quiet"
          icon={<ChevronDown size={14} aria-hidden="true" />}
          aria-label={`List all ${tabs.length} open requests`}
          aria-haspopup="menu"
          title={`List all ${tabs.length} open requests`}
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect()
            setMenu({
              position: { x: left, y: bottom },
              items: tabs.map(({ id }, at) => ({
                id,
                title: `${described[at]?.method} ${described[at]?.title}`,
                run: () => showTab(id),
              })),
            })
          }}
        >
          {tabs.length}
        </Button>
      )}
      <Button
        look="quiet"
        icon={<Plus size={14} aria-hidden="true" />}
        aria-label="New request"
        title={withKeys('New request', 'new-tab')}
        onClick={openEmptyTab}
      />
      {menu && (
        <ContextMenu
          label="Open requests"
          items={menu.items}
          position={menu.position}
          onClose={() => {
            setMenu(undefined)
            focusActive()
          }}
        />
      )}
    </div>
  )
}

interface OpenTabProps {
  readonly tab: ExplorerTab
  readonly description: TabDescription
  readonly isActive: boolean
  readonly isDragged: boolean
  readonly onMenu: (position: MenuPosition) => void
  readonly onDragStart: () => void
  readonly onDragEnd: () => void
  readonly onDragOver: (event: DragEvent) => void
}

function OpenTab({ tab, description, isActive, isDragged, onMenu, ...drag }: OpenTabProps) {
  const { method, title, effect, state } = description
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault()
    onMenu({ x: event.clientX, y: event.clientY })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the mouse alternatives of the tab inside
    <div
      className="open-tab row nowrap secondary anchor"
      data-active={isActive || undefined}
      data-dragged={isDragged || undefined}
      draggable
      onContextMenu={onContextMenu}
      onAuxClick={(event) => {
        if (event.button === 1) closeTab(tab.id)
      }}
      // Otherwise a middle click starts scrolling, and on Linux pastes the last selection into the focused field.
      onMouseDown={(event) => event.button === 1 && event.preventDefault()}
      onMouseUp={(event) => event.button === 1 && event.preventDefault()}
      {...drag}
    >
      <button
        type="button"
        role="tab"
        className="open-tab-name row nowrap"
        aria-selected={isActive}
        tabIndex={isActive ? 0 : -1}
        title={`${method} ${tab.draft.path}`}
        onClick={() => showTab(tab.id)}
        onKeyDown={(event) => {
          if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
          event.preventDefault()
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          onMenu({ x: left, y: bottom })
        }}
      >
        <span className="method" data-effect={effect}>
          {method}
        </span>
        <span className="ellipsis">{title}</span>
        {state && (
          <>
            {state.tone === 'busy' ? (
              <span className="spinner" aria-hidden="true" />
            ) : (
              <span className="dot tone" data-tone={state.tone} aria-hidden="true" />
            )}
            <span className="visually-hidden">, {state.text}</span>
          </>
        )}
      </button>
      <button
        type="button"
        className="open-tab-close"
        // A tab list may only contain tabs. The key Delete closes the tab.
        tabIndex={-1}
        aria-hidden="true"
        title={withKeys('Close', 'close-tab')}
        onClick={() => closeTab(tab.id)}
      >
        <X size={12} />
      </button>
    </div>
  )
}

/** Reports whether the content of a list is wider than the list. */
function useOverflow(list: { readonly current: HTMLElement | null }, count: number): boolean {
  const [overflows, setOverflows] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content changes with the number of tabs
  useEffect(() => {
    const element = list.current
    if (!element) return
    const check = (): void => setOverflows(element.scrollWidth > element.clientWidth + 1)
    const observer = new ResizeObserver(check)
    observer.observe(element)
    check()
    return () => observer.disconnect()
  }, [count])
  return overflows
}
