import { useEffect, useState } from 'react'
import { hostLink } from '../../../platform/host-link.ts'
import { rememberContracts, seenSymbol } from '../../contracts/seen-contracts-store.ts'

/** A contract by its name: undefined while it is asked for, null where nobody knows it. */
export function useContractName(conid: string | undefined): string | null | undefined {
  const [found, setFound] = useState<{ readonly conid: string; readonly name: string | null }>()
  const seen = conid === undefined ? null : seenSymbol(conid)
  const number = Number(conid)
  const asks = seen === undefined && Number.isSafeInteger(number)
  useEffect(() => {
    if (!asks || conid === undefined) return
    const controller = new AbortController()
    hostLink()
      .call('contracts.name', { conid: number }, controller.signal)
      .then(
        (match) => {
          if (match) rememberContracts([[conid, match.symbol]])
          setFound({ conid, name: match?.symbol ?? null })
        },
        () => !controller.signal.aborted && setFound({ conid, name: null }),
      )
    return () => controller.abort()
  }, [asks, conid, number])
  if (seen !== undefined) return seen
  if (!asks) return null
  return found?.conid === conid ? found?.name : undefined
}
