import type { HostContext } from '../host-context.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf, Services } from '../service-types.ts'
import { CancelRules } from './cancel-rules.ts'
import {
  type ConfirmationPort,
  quoteForDialog,
  UserConfirmation,
  type UserConfirmationOptions,
} from './user-confirmation.ts'

export interface SafetyNeeds {
  readonly list: ProfileList
  /** The vault, whose passphrase confirms where no code can be shown. */
  readonly keys: UserConfirmationOptions['vault']
  readonly options: { readonly confirmation: ConfirmationPort }
  /**
   * Whether a looser setting of a profile needs a confirmation outside the page: its account is live, or of unknown
   * kind. The page can arm Practice and PAPER, so a confirmation would protect nothing there.
   */
  readonly countsAsLive: (profile: Profile) => boolean
  /** Called after a rule of a profile was changed. */
  readonly onRuleChanged: (profileId: string) => void
}

export interface SafetyArea {
  readonly confirmation: UserConfirmation
  readonly cancelRules: CancelRules
  readonly handlers: HandlersOf<'confirmation'> & Pick<Services, 'safety.cancelRules' | 'safety.changeCancelRule'>
}

/** Creates the confirmations outside the page, and the rules of each profile about cancels. */
export function createSafety(context: HostContext, needs: SafetyNeeds): SafetyArea {
  const { clock, log } = context
  const { list, keys, options, countsAsLive, onRuleChanged } = needs
  const confirmation = new UserConfirmation({ clock, log, port: options.confirmation, vault: keys })
  const cancelRules = new CancelRules(context, list)

  const changeCancelRule = async (profileId: string, needsArming: boolean, signal: AbortSignal): Promise<null> => {
    const profile = list.find(profileId)
    if (!needsArming && cancelRules.of(profileId).needsArming && countsAsLive(profile)) {
      const text = `Allow cancels and the kill switch without arming. Profile ${quoteForDialog(profile.name)}.`
      await confirmation.confirm({ kind: 'cancel-without-arming', text }, signal)
    }
    cancelRules.change(profileId, () => ({ needsArming }))
    onRuleChanged(profileId)
    return null
  }
  return {
    confirmation,
    cancelRules,
    handlers: {
      'safety.cancelRules': () => cancelRules.feed,
      'safety.changeCancelRule': ({ profileId, needsArming }, { signal }) =>
        changeCancelRule(profileId, needsArming, signal),
      'confirmation.feed': () => confirmation.feed,
      'confirmation.answer': (input) => confirmation.answer(input),
      'confirmation.cancel': async ({ id }) => confirmation.cancel(id),
    },
  }
}
