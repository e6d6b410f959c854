import { useEffect, useState } from 'react'

const stepMs = 60_000

/** The time for labels such as «Сегодня», current to a minute. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
