export { profileCommands } from './profile-actions.ts'
export { AddGatewayDialog, AddProfileDialog, DeleteProfileDialog } from './profile-dialogs.tsx'
export { ProfileButton, ProfileSwitcher } from './profile-switcher.tsx'
export { ProfilesView } from './profiles-view.tsx'
