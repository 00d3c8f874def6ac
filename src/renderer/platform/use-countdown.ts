import { useEffect, useState } from 'react'

/** Returns the time left until a timestamp, in ms. Renders once a second, and ten times a second in the last minute. */
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
