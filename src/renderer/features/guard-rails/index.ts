/** Guard rails of a profile, unsaved edits, their findings in reviews, and the kill switch. */
export { discardGuardRailEdits, receiveGuardRails, useGuardRailsStore } from './guard-rails-store.ts'
export { KillButton } from './kill-button.tsx'
export { KillDialog } from './kill-dialog.tsx'
export { closeKillReport, pressKillSwitch } from './kill-switch.ts'
export { RailFindings } from './rail-findings.tsx'
export { GuardRailsSection, openGuardRails } from './rails-form.tsx'
export { StartingRails, startingRails } from './starting-rails.tsx'
export { useRailCheck } from './use-rail-check.ts'
