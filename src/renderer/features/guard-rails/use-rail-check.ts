import { useEffect, useRef, useState } from 'react'
import type { GuardRailCheck } from '../../../shared/contract/guard-rail-views.ts'
import { isAnyRailOn } from '../../../shared/domain/guard-rails.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { type CheckedOrder, isBlockedBy, maySendUnseen } from './early-send.ts'
import { useGuardRailsStore } from './guard-rails-store.ts'

/** Result of checking an order against the guard rails. */
export interface RailCheck {
  readonly state: 'checking' | 'checked' | 'failed'
  readonly check: GuardRailCheck
  /** Why the check failed. */
  readonly problem?: string
  /** Whether the user has accepted the warnings. */
  readonly accepted: boolean
  readonly accept: (accepted: boolean) => void
  /** Whether the order must not be sent. */
  readonly isBlocked: boolean
  /** Whether to send the order once it has been checked. */
  readonly isWanted: boolean
  /**
   * Sends the order once it has been checked, unless a guard rail blocks it or the check finds an unusual quantity or
   * cash amount.
   */
  readonly send: (act: (acknowledgement: string | undefined) => void) => void
}

type Result = Pick<RailCheck, 'state' | 'check' | 'problem'>

const NOTHING: GuardRailCheck = { findings: [] }

/**
 * Checks an order against the guard rails. Checks it again when the guard rails change. `isPaused`: whether the order is
 * being sent.
 */
export function useRailCheck(order: CheckedOrder, { isPaused = false } = {}): RailCheck {
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const rails = useGuardRailsStore((data) => (profileId === undefined ? undefined : data.rails?.[profileId]))
  const limits = JSON.stringify(rails)
  const content = JSON.stringify(order)
  const [result, setResult] = useState<Result>({ state: 'checking', check: NOTHING })
  const [accepted, accept] = useState(false)
  const [wanted, setWanted] = useState<{
    readonly act: (acknowledgement: string | undefined) => void
    /** Whether the user saw the result of the check. */
    readonly isChecked: boolean
  }>()
  const reading = useRef<AbortController>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed limits require a new check
  useEffect(() => {
    if (isPaused) return
    const controller = new AbortController()
    reading.current = controller
    const call = (mayRead: boolean): Promise<void> =>
      hostLink()
        .call('guardRails.check', { ...(JSON.parse(content) as CheckedOrder), mayRead }, controller.signal)
        .then(
          (check) => {
            setResult({ state: 'checked', check })
            accept(false)
          },
          (error: unknown) => {
            if (!controller.signal.aborted) setResult({ state: 'failed', check: NOTHING, problem: errorText(error) })
          },
        )
    // Without limits, the check only shows what is unusual. Its reads must not delay the order.
    const isOff = rails !== undefined && !isAnyRailOn(rails)
    void (isOff ? call(false).then(() => call(true)) : call(true))
    return () => controller.abort()
  }, [content, limits, isPaused])
  const { findings } = result.check
  const isBlocked = isBlockedBy(findings, accepted)
  const isChecked = result.state !== 'checking'
  const mayBeUnseen = maySendUnseen(order, findings)
  const { acknowledgement } = result.check
  useEffect(() => {
    if (!wanted || !isChecked) return
    setWanted(undefined)
    if (isBlocked || !(wanted.isChecked || mayBeUnseen)) return
    // A read that leaves after the order can void the question about it.
    reading.current?.abort()
    wanted.act(acknowledgement)
  }, [wanted, isChecked, isBlocked, mayBeUnseen, acknowledgement])
  const send: RailCheck['send'] = (act) => setWanted({ act, isChecked })
  return { ...result, accepted, accept, isBlocked, isWanted: wanted !== undefined, send }
}
