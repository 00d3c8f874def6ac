import { useEffect, useMemo, useState } from 'react'
import { useSavedStore } from '../../stores/saved-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { findConids } from './conid-variables.ts'
import type { Draft } from './draft.ts'
import type { Variables } from './variable-text.ts'
import { variablesOf } from './variables.ts'

/** A symbol is looked up once typing pauses for this long, in ms: each search is a paced request. */
const PAUSE_MS = 400

/** The values of the variables of a draft; contracts that it names are looked up. */
export function useVariables(draft: Draft): Variables {
  const view = useSessionStore((data) => data.view)
  const own = useSavedStore((data) => data.variables)
  const [lookedUp, setLookedUp] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => {
      void findConids(draft).then((found) => found && setLookedUp((before) => before + 1))
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  // Looked up anew after each search, whose result no store tells of.
  const text = JSON.stringify([variablesOf(view, own), lookedUp])
  // The view changes with every tickle; what it says of variables does not.
  return useMemo(() => (JSON.parse(text) as [Variables])[0], [text])
}
