import { laterPart } from '../../ui/later.tsx'

export { profileCommands } from './profile-actions.ts'
export { AddGatewayDialog, AddProfileDialog, DeleteProfileDialog } from './profile-dialogs.tsx'
export { ProfileButton, ProfileSwitcher } from './profile-switcher.tsx'
export { UnsavedProfileBanners } from './unsaved-profiles.tsx'

export const PROFILES_VIEW = laterPart(async () => (await import('./profiles-view.tsx')).ProfilesView)
