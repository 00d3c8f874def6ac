export { HelpSheet } from './help-sheet.tsx'
export { Palette } from './palette.tsx'
