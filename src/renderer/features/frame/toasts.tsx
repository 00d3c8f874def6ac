import { X } from 'lucide-react'
import { useRef } from 'react'
import { dismissToast, pauseToasts, resumeToasts, useToastStore } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import './toasts.css'

/** Toasts in the status bar, where they cover no content. */
export function Toasts() {
  const toasts = useToastStore((data) => data.toasts)
  /** Element that receives the focus again when the focused toast is dismissed. */
  const before = useRef<EventTarget>(null)
  const close = (id: number): void => {
    dismissToast(id)
    // The browser fires no leave or blur event for a removed toast.
    resumeToasts()
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus()
  }
  return (
    <div
      className="toasts sunken"
      role="status"
      aria-label="Notifications"
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget
        pauseToasts()
      }}
      onBlur={resumeToasts}
      onPointerEnter={pauseToasts}
      onPointerLeave={resumeToasts}
    >
      <div className="toast-list">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast" data-tone={toast.tone}>
            <span className="dot" aria-hidden="true" />
            <span className="toast-text wrap-anywhere grow">{toast.text}</span>
            {toast.action && (
              <Button
                onClick={() => {
                  toast.action?.run()
                  close(toast.id)
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <Button
              look="quiet"
              icon={<X size={14} aria-hidden="true" />}
              aria-label="Dismiss"
              onClick={() => close(toast.id)}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
