import { laterPart } from '../../ui/later.tsx'

export const GUIDE_DIALOG = laterPart(async () => (await import('./guide-dialog.tsx')).GuideDialog)
export const ABOUT_DIALOG = laterPart(async () => (await import('./about-dialog.tsx')).AboutDialog)
