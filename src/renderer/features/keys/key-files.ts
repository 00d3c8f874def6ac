import type { KeySlot } from '../../../shared/domain/keys.ts'
import { base64OfFile } from '../../platform/choose-file.ts'
import { showToast } from '../../stores/toast-store.ts'
import { addFiles } from './import-actions.ts'

/** Maximum number of files in one drop. */
const MOST_FILES = 60
/** Maximum size of a key file in bytes, as in the host. */
const LARGEST_FILE = 1_000_000

/** Returns the content of files for the host. */
export async function readKeyFiles(files: readonly File[]) {
  const few = files.slice(0, MOST_FILES)
  const small = few.filter(({ size }) => size <= LARGEST_FILE)
  return {
    files: await Promise.all(small.map(async (file) => ({ name: file.name, base64: await base64OfFile(file) }))),
    /** Names of the files that are too large for a key. */
    tooLarge: few.filter(({ size }) => size > LARGEST_FILE).map(({ name }) => name),
  }
}

/** Returns the paths of dropped files; undefined if a file has no path. */
export function droppedPaths(transfer: DataTransfer): readonly string[] | undefined {
  const bridge = window.ibkrConsole
  if (!bridge) return undefined
  const paths = [...transfer.files].map((file) => bridge.getPathForFile(file))
  return paths.length > 0 && paths.every((path) => path !== '') ? paths.slice(0, MOST_FILES) : undefined
}

/**
 * Returns the dropped files and the files in dropped folders. Call it during the drop event, because the browser clears
 * the list afterwards.
 */
export function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const plain = [...transfer.files]
  // Use entries only for folders: in WebKit, the entry of a file that is not on the disk cannot be read.
  return entries.some(isFolder) ? filesOfEntries(entries) : Promise.resolve(plain)
}

async function filesOfEntries(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const found: File[] = []
  const queue = [...entries]
  for (let entry = queue.shift(); entry && found.length < MOST_FILES; entry = queue.shift()) {
    if (isFile(entry)) found.push(await fileOf(entry))
    else if (isFolder(entry)) queue.push(...(await entriesOf(entry)))
  }
  return found
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** Returns the entries of a folder. Browsers return them in batches, and an empty batch is the last. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0 || all.length >= MOST_FILES) return all
    all.push(...some)
  }
}

/** Reads files in the page and sends them to the host. `slot`: the key to use the file for. */
export async function readAndAddFiles(id: string, chosen: readonly File[], slot: KeySlot | undefined): Promise<void> {
  const { files, tooLarge } = await readKeyFiles(chosen)
  for (const name of tooLarge) showToast('bad', `${name} is larger than 1 MB and was skipped.`)
  if (files.length > 0) await addFiles(id, files, slot)
}
