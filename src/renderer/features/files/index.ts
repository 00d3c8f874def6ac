/** Opening and saving files, in the system's dialogs or the browser's. */
export { FileButton } from './file-button.tsx'
export { FileProblem, openTextFile } from './open-file.ts'
export { saveExport, saveFile } from './save-file.ts'
