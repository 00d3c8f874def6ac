import { type ReactNode, useEffect, useState } from 'react'

/** Time during which a notice is visible, in ms. */
const NOTICE_MS = 2_000

/** Shows a short notice over a grid and announces it to assistive technology. */
export function useNotice(): { readonly show: (text: string) => void; readonly element: ReactNode } {
  const [text, setText] = useState('')
  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => setText(''), NOTICE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return {
    show: setText,
    element: (
      <span className="grid-notice row small" role="status" data-empty={text === '' || undefined}>
        {text}
      </span>
    ),
  }
}
