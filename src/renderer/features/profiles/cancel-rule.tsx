import { useState } from 'react'
import { create } from 'zustand'
import type { CancelRulesView, ProfileView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { reportFailure, showToast } from '../../stores/toast-store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

/** Cancel rules of the profiles that have one. */
export const useCancelRules = create<{ readonly rules: CancelRulesView }>()(() => ({ rules: {} }))

/** Setting of a profile: whether cancels and the kill switch require arming too. Applies at once. */
export function CancelRuleSection({ profile: { id, name } }: { readonly profile: ProfileView }) {
  const saved = useCancelRules((data) => data.rules[id]?.needsArming ?? false)
  /** The user's choice until the host has saved or rejected it. */
  const [chosen, setChosen] = useState<boolean>()
  const needsArming = chosen ?? saved
  const change = async (next: boolean): Promise<void> => {
    if (chosen !== undefined) return
    setChosen(next)
    await reportFailure('Setting not changed', async () => {
      await hostLink().call('safety.changeCancelRule', { profileId: id, needsArming: next })
      useCancelRules.setState(({ rules }) => ({ rules: { ...rules, [id]: { needsArming: next } } }))
      const effect = next
        ? 'Cancels and the kill switch now require arming'
        : 'Cancels and the kill switch need no arming now'
      showToast('good', `${effect} in “${name}”.`)
    })
    setChosen(undefined)
  }
  return (
    <section className="part-large" aria-label="Cancels and kill switch">
      <h3 className="section-title">Cancels and kill switch</h3>
      <Checkbox checked={needsArming} onChange={(next) => void change(next)}>
        Require arming to cancel orders and for the kill switch
      </Checkbox>
      <p className="hint">
        {needsArming
          ? 'While this profile is not armed, nothing can be cancelled here. Arming a LIVE profile takes a confirmation.'
          : 'Listed orders can be cancelled while this profile is not armed. The console reports each use outside this window.'}
      </p>
    </section>
  )
}
