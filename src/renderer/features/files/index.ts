export { FileButton } from './file-button.tsx'
export { FileProblem, openTextFile } from './open-file.ts'
export { saveCsv, saveExport, saveFile } from './save-file.ts'
