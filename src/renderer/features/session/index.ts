export {
  CertificateDialog,
  CertificateFacts,
  followCertificateProblem,
  openCertificateProblem,
} from './certificate.tsx'
export { applyConnectionItems, useConnectionStore } from './connection-store.ts'
export { EnvironmentBadge, environmentDetail, environmentMeaning } from './environment-badge.tsx'
export {
  armThen,
  connectSession,
  profileInUse,
  requestArming,
  toggleArming,
} from './session-actions.ts'
export { DisconnectDialog, TakeOverDialog } from './session-dialogs.tsx'
export { RETRY_TEXT, sessionStatus } from './session-text.ts'
export { SessionEmptyState, SessionView } from './session-view.tsx'
