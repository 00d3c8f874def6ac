import { UnsavedBanners } from '../guard-rails/index.ts'
import { discardProfileEdits, useProfileEdits } from './profile-edits.ts'

export function UnsavedProfileBanners() {
  return (
    <UnsavedBanners
      unsaved={useProfileEdits()}
      what="Changes"
      consequence="Name and address are unchanged."
      open="Open profile"
      onDiscard={discardProfileEdits}
    />
  )
}
