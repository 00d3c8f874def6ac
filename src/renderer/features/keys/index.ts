/** The key wizard: from files, or nothing, to a stored login. Rarely used: its views are loaded on demand. */
import { laterPart } from '../../ui/later.tsx'

export { beginImport, followMaking, openNewWizard, openWizard } from './import-actions.ts'
export { applyImportsItems, importsFromSnapshot, newestImport, useImportsStore } from './imports-store.ts'
export { isWorthKeeping, unfinishedWords } from './wizard-text.ts'

export const WIZARD_VIEW = laterPart(async () => (await import('./wizard-view.tsx')).WizardView)
export const DISCARD_DIALOG = laterPart(async () => (await import('./wizard-dialogs.tsx')).DiscardDialog)
export const KEEP_DIALOG = laterPart(async () => (await import('./wizard-dialogs.tsx')).KeepDialog)
