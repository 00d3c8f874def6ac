import { laterPart } from '../../ui/later.tsx'

export { leaveJournal } from './journal-store.ts'

/** Journal pane below the orders, loaded when it is first shown. */
export const JOURNAL_PANE = laterPart(async () => (await import('./journal-pane.tsx')).JournalPane)
