import { laterPart } from '../../ui/later.tsx'

export { useCancelRules } from './cancel-rule.tsx'
export { profileCommands } from './profile-actions.ts'
export { AddGatewayDialog, AddProfileDialog, DeleteProfileDialog } from './profile-dialogs.tsx'
export { discardProfileEdits, useProfileEdits } from './profile-edits.ts'
export { ProfileButton, ProfileSwitcher } from './profile-switcher.tsx'

export const PROFILES_VIEW = laterPart(async () => (await import('./profiles-view.tsx')).ProfilesView)
