import type { GuardRails } from '../../shared/domain/guard-rails.ts'
import { loosensRails } from '../../shared/domain/guard-rails.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { quoteForDialog, type UserConfirmation } from '../safety/user-confirmation.ts'
import type { Services } from '../service-types.ts'
import { describeLoosening } from './describe-loosening.ts'
import { RecentOrders } from './recent-orders.ts'
import { StoredGuardRails } from './stored-guard-rails.ts'

export interface GuardRailSettingsNeeds {
  readonly list: ProfileList
  readonly confirmation: UserConfirmation
  /** Whether the page needs a confirmation to loosen the limits of a profile. */
  readonly countsAsLive: (profile: Profile) => boolean
}

export interface GuardRailSettingsArea {
  readonly stored: StoredGuardRails
  readonly recent: RecentOrders
  readonly handlers: Pick<Services, 'guardRails.feed' | 'guardRails.change'>
}

/** Creates the limits of all profiles, and their changes. */
export function createGuardRailSettings(context: HostContext, needs: GuardRailSettingsNeeds): GuardRailSettingsArea {
  const { list, confirmation, countsAsLive } = needs
  const stored = new StoredGuardRails({ context, profiles: () => list.profiles })
  list.feed.subscribe(() => stored.feed.push([stored.view()]))

  const change = async (profileId: string, rails: GuardRails, signal: AbortSignal): Promise<null> => {
    const profile = list.find(profileId)
    const before = stored.of(profile)
    if (countsAsLive(profile) && loosensRails(before, rails)) {
      const changes = describeLoosening(before, rails)
      const text = `Loosen the guard rails: ${changes}. Profile ${quoteForDialog(profile.name)}.`
      await confirmation.confirm({ kind: 'loosen-guard-rails', text }, signal)
      // The confirmed text describes this change only. The profile may also have been deleted meanwhile.
      if (JSON.stringify(stored.of(list.find(profileId))) !== JSON.stringify(before))
        throw new HostError('cancelled', 'Not changed: the guard rails were changed before you confirmed. Try again.')
    }
    stored.change(profileId, rails)
    return null
  }
  return {
    stored,
    recent: new RecentOrders(context.clock),
    handlers: {
      'guardRails.feed': () => stored.feed,
      'guardRails.change': async ({ profileId, rails }, { signal }) => change(profileId, rails, signal),
    },
  }
}
