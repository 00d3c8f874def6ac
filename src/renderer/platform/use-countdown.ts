import { useEffect, useState } from 'react'

/** Time left until a timestamp (ms since epoch), in ms; 0 without one. Renders each second, in the last minute ten times a second. */
export function useCountdown(until: number | undefined): number {
  const [now, setNow] = useState(Date.now)
  const left = until === undefined ? 0 : Math.max(0, until - now)
  const every = left > 60_000 ? 1_000 : 100
  useEffect(() => {
    if (until === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, every)
    return () => clearInterval(timer)
  }, [until, every])
  return left
}
