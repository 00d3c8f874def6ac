import { laterPart } from '../../ui/later.tsx'

export const DIAGNOSTICS_DIALOG = laterPart(async () => (await import('./diagnostics-dialog.tsx')).DiagnosticsDialog)
