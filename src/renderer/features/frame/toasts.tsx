import { X } from 'lucide-react'
import { dismissToast, useToastStore } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'

/** Short news that need no answer. */
export function Toasts() {
  const toasts = useToastStore((data) => data.toasts)
  return (
    <div className="toasts" role="status" aria-label="Notifications">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast" data-tone={toast.tone}>
          <span className="dot" aria-hidden="true" />
          <span className="toast-text">{toast.text}</span>
          {toast.action && (
            <Button
              onClick={() => {
                toast.action?.run()
                dismissToast(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label="Dismiss"
            onClick={() => dismissToast(toast.id)}
          />
        </div>
      ))}
    </div>
  )
}
