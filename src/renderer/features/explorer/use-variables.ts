import { useEffect, useMemo, useState } from 'react'
import { useSavedStore } from '../../stores/saved-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { findConids } from './conid-variables.ts'
import type { Draft } from './draft.ts'
import type { Variables } from './variable-text.ts'
import { variablesOf } from './variables.ts'

/** The values of the variables of a draft; contracts that it names are looked up first. */
export function useVariables(draft: Draft): Variables {
  const view = useSessionStore((data) => data.view)
  const own = useSavedStore((data) => data.variables)
  const [lookedUp, setLookedUp] = useState(0)
  useEffect(() => {
    void findConids(draft).then(() => setLookedUp((before) => before + 1))
  }, [draft])
  // Looked up anew after each search, whose result no store tells of.
  const text = JSON.stringify([variablesOf(view, own), lookedUp])
  // The view changes with every tickle; what it says of variables does not.
  return useMemo(() => (JSON.parse(text) as [Variables])[0], [text])
}
