import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { ReturnFocus } from './return-focus.tsx'

export interface SelectListProps {
  readonly id: string
  readonly anchor: RefObject<HTMLElement | null>
  readonly label: string
  readonly labels: readonly string[]
  /** Index of the selected option, or -1. */
  readonly selected: number
  readonly onChoose: (index: number) => void
  readonly onClose: () => void
}

/** Option list of an open select. */
export function SelectList({ id, anchor, label, labels, selected, onChoose, onClose }: SelectListProps) {
  const choose = (index: number): void => {
    onClose()
    onChoose(index)
  }
  return (
    <Popover
      isOpen
      triggerRef={anchor}
      placement="bottom start"
      offset={2}
      className="popover floating"
      style={{ minWidth: anchor.current?.offsetWidth ?? 0 }}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <ReturnFocus />
      <ListBox
        id={id}
        className="popover-list grow scroll"
        aria-label={label}
        autoFocus
        selectionMode="single"
        selectedKeys={selected < 0 ? [] : [selected]}
        disallowEmptySelection
        shouldFocusOnHover
      >
        {labels.map((text, index) => (
          <ListBoxItem
            // biome-ignore lint/suspicious/noArrayIndexKey: options do not move while the list is open
            key={index}
            id={index}
            textValue={text}
            className="popover-option choice spread row"
            onPress={() => choose(index)}
          >
            <span>{text}</span>
            {index === selected && <Check size={12} aria-hidden="true" />}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  )
}
