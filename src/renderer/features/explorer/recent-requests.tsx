import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { openRecent } from './explorer-actions.ts'
import { pathTail } from './short-path.ts'

/** What was sent lately from this browser, one click away. */
export function RecentRequests() {
  const recent = useExplorerStore((data) => data.recent)
  const [open, setOpen] = useState(true)
  if (recent.length === 0) return null
  return (
    <div className="operation-area">
      <button type="button" className="area-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden="true" />
        <span className="area-title">Recent</span>
        <span className="count">{recent.length}</span>
      </button>
      {open && (
        <ul aria-label="Recent requests">
          {recent.map((request) => (
            <li key={`${request.method} ${request.path}`}>
              <button
                type="button"
                className="operation-button"
                title={`${request.method} ${request.path}`}
                onClick={() => openRecent(request)}
              >
                <span className="method">{request.method}</span> <span className="visually-hidden">{request.path}</span>
                <span className="operation-path" aria-hidden="true">
                  {pathTail(request.path)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
