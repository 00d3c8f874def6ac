import { useState } from 'react'
import { useNow } from '../../platform/use-now.ts'
import { formatSpan } from '../../ui/format-time.ts'

/** Matches "Retry in 60 s" and "Retry in 15 min" in the host's message about a rate limit. */
const RETRY = /Retry in (\d+) (s|min)\b/

/** Message in which "Retry in 60 s" counts down. */
export function RetryText({ text }: { readonly text: string }) {
  const [, amount, unit] = RETRY.exec(text) ?? []
  return amount === undefined ? text : <Countdown text={text} ms={Number(amount) * (unit === 'min' ? 60_000 : 1_000)} />
}

/** Assistive technology reads the message only once. */
function Countdown({ text, ms }: { readonly text: string; readonly ms: number }) {
  const [until] = useState(() => Date.now() + ms)
  const left = until - useNow()
  return (
    <>
      <span className="visually-hidden">{text}</span>
      <span aria-hidden="true">
        {text.replace(RETRY, left > 0 ? `Retry in ${formatSpan(left + 999)}` : 'Retry now')}
      </span>
    </>
  )
}
