import type { ReactNode } from 'react'
import { KeyHint } from './key-hint.tsx'

/** Footer that lists the keys and announces the number of results. */
export function PickerFoot({ found, children }: { readonly found: number; readonly children?: ReactNode }) {
  return (
    <div className="picker-foot row tertiary padded-small line-row tiny">
      <span className="visually-hidden" aria-live="polite">
        {found} results.
      </span>
      <span className="picker-key">
        <KeyHint keys="ArrowUp ArrowDown" bare /> move
      </span>
      <span className="picker-key">
        <KeyHint keys="Enter" bare /> choose
      </span>
      <span className="picker-key">
        <KeyHint keys="Escape" bare /> close
      </span>
      {children}
    </div>
  )
}
