import { laterPart } from '../../ui/later.tsx'

/** History of all sent requests, kept across restarts. */
export {
  askToClearHistory,
  askToExportHistory,
  closeEntry,
  compareMarked,
  focusHistory,
  focusHistorySearch,
  openInExplorer,
  pinActive,
  sendAgain,
} from './history-actions.ts'
export { ClearHistoryDialog, ExportHistoryDialog } from './history-dialogs.tsx'
export { useHistoryStore } from './history-store.ts'

export const HISTORY_VIEW = laterPart(async () => (await import('./history-view.tsx')).HistoryView)
