import { join } from 'node:path'
import { type CancelRule, cancelRule } from '../../shared/contract/schemas.ts'
import type { HostContext } from '../host-context.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { loadProfiles, ProfileFile } from '../storage/profile-file.ts'

/** A profile without a stored rule cancels without arming, because people cancel in trouble. */
const DEFAULT: CancelRule = { needsArming: false }

/** Whether each profile requires arming for cancels and the kill switch too, in `cancel-rules.json`. */
export class CancelRules extends ProfileFile<CancelRule> {
  constructor({ home, clock, notices }: HostContext, list: Pick<ProfileList, 'profiles'>) {
    const path = join(home, 'cancel-rules.json')
    const loaded = loadProfiles(path, cancelRule, clock.now)
    super(path, cancelRule, loaded, () => list.profiles.map(({ id }) => id))
    notices.add(loaded.ignored)
    if (this.notice !== undefined) {
      const consequence = 'Profiles may cancel without arming now: check “Require arming to cancel” in Profiles.'
      notices.add(`${this.notice} ${consequence}`)
    }
  }

  override of(profileId: string): CancelRule {
    return super.of(profileId) ?? DEFAULT
  }
}
