/** Key wizard, which imports or generates keys. Its views load on demand. */
import { laterPart } from '../../ui/later.tsx'

export { followGeneration, openNewWizard, openWizard, startImport } from './import-actions.ts'
export { applyImportsItems, newestImport, useImportsStore } from './imports-store.ts'
export { isWorthSaving, unfinishedText } from './wizard-text.ts'

export const WIZARD_VIEW = laterPart(async () => (await import('./wizard-view.tsx')).WizardView)
export const DISCARD_DIALOG = laterPart(async () => (await import('./wizard-dialogs.tsx')).DiscardDialog)
export const SAVE_KEYS_DIALOG = laterPart(async () => (await import('./wizard-dialogs.tsx')).SaveKeysDialog)
