import { X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button } from './button.tsx'

interface SidePaneProps {
  readonly id?: string
  readonly ref?: Ref<HTMLElement>
  readonly label: string
  readonly title: ReactNode
  /** Content between the title and the close button. */
  readonly actions?: ReactNode
  readonly closeTitle?: string
  readonly environment?: string | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Pane beside a list. A command of the view closes the pane on Escape. */
export function SidePane(props: SidePaneProps) {
  const { id, ref, label, title, actions, closeTitle, environment, onClose, children } = props
  return (
    <aside ref={ref} id={id} className="side-pane column" aria-label={label} data-environment={environment}>
      <header className="pane-head rigid row line-below">
        <h2>{title}</h2>
        {actions}
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label="Close"
          title={closeTitle ?? 'Close'}
          keys="Escape"
          onClick={onClose}
        />
      </header>
      {children}
    </aside>
  )
}
