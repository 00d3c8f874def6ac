import { useEffect, useId, useRef, useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Field } from '../../ui/field.tsx'
import { focusInput } from '../../ui/focus-input.ts'
import { ContractCombobox } from './contract-combobox.tsx'
import { contractProblem, useContractSearch } from './contract-search.ts'

interface SymbolSearchProps {
  readonly contract: ContractMatch | undefined
  readonly problem: string | undefined
  /** Whether the legs of a combo are a contract here. Default: false. */
  readonly takesCombos?: boolean
  /** Whether the field is focused when it appears. Default: true. */
  readonly focusFirst?: boolean
  readonly onChoose: (contract: ContractMatch | undefined) => void
  /** Called if the user presses Enter before the search has found the contract. */
  readonly onEnterEarly?: () => void
}

/** Text that the user entered before the search has found its contract. */
interface Entered {
  readonly text: string
  readonly by: 'Enter' | 'blur'
}

/** Field that searches for a contract, with its label, and with the contract that was chosen. */
export function SymbolSearch({
  contract,
  problem,
  takesCombos = false,
  focusFirst = true,
  onChoose,
  onEnterEarly,
}: SymbolSearchProps) {
  const [text, setText] = useState('')
  const [entered, setEntered] = useState<Entered>()
  const conid = contract?.conidex ?? contract?.conid
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const [shown, setShown] = useState({ conid, profileId })
  // Resets the state during rendering, because an effect would briefly show the previous text.
  if (conid !== shown.conid || profileId !== shown.profileId) {
    setShown({ conid, profileId })
    if (conid !== undefined || profileId !== shown.profileId) {
      setText('')
      setEntered(undefined)
    }
  }
  const search = useContractSearch(text, takesCombos)
  const field = useId()
  const matches = text !== '' && search.kind === 'found' ? search.matches : []
  const isEntered = entered?.text === text && text.trim() !== ''
  // Enter after the search submits the form. Its reason says less than that of the search.
  const isSubmitted = problem !== undefined && text.trim() !== ''
  const unresolved = isEntered || isSubmitted ? contractProblem(search, text) : undefined
  const lookingUp = isEntered && search.kind === 'searching'
  const [first] = isEntered && unresolved === undefined ? matches : []

  const choose = (chosen: ContractMatch | undefined): void => {
    setText('')
    setEntered(undefined)
    onChoose(chosen)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the match is found
  useEffect(() => {
    if (first) choose(first)
  }, [first])

  const isElsewhere = useInteraction(lookingUp)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the search ends
  useEffect(() => {
    const input = document.getElementById(field)
    if (unresolved !== undefined && entered?.by === 'Enter' && !isElsewhere()) {
      focusInput(input?.querySelector<HTMLElement>('input'))
    }
  }, [unresolved])

  const status = lookingUp ? `Looking up “${text}”…` : undefined
  const facts =
    contract &&
    [contract.name, contract.exchange, contract.conidex ?? `conid ${contract.conid}`].filter(Boolean).join(', ')
  const help = status ?? facts
  return (
    <div id={field}>
      <Field
        label="Symbol"
        error={
          unresolved ?? (lookingUp && problem !== undefined ? `${status} Review the order once it is found.` : problem)
        }
        {...(help !== undefined && { help })}
      >
        {(control) => (
          <ContractCombobox
            control={control}
            className="input"
            placeholder="AAPL, ES Z6, EUR.USD, conid"
            focusFirst={focusFirst}
            text={text || (contract?.symbol ?? '')}
            typed={text}
            search={search}
            onText={(next) => {
              if (contract) onChoose(undefined)
              setEntered(undefined)
              setText(next)
            }}
            onEnterEarly={() => {
              setEntered({ text, by: 'Enter' })
              onEnterEarly?.()
            }}
            onChoose={choose}
            onLeave={(by) => {
              if (by === 'Escape') setText('')
              else setEntered((before) => (before?.text === text ? before : { text, by }))
            }}
          />
        )}
      </Field>
    </div>
  )
}

/** Returns a function that reports whether the user has pressed a key or button since `active` became true. */
function useInteraction(active: boolean): () => boolean {
  const happened = useRef(false)
  useEffect(() => {
    if (!active) return
    happened.current = false
    const note = (): void => {
      happened.current = true
    }
    window.addEventListener('keydown', note, true)
    window.addEventListener('pointerdown', note, true)
    return () => {
      window.removeEventListener('keydown', note, true)
      window.removeEventListener('pointerdown', note, true)
    }
  }, [active])
  return () => happened.current
}
