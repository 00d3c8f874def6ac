import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from '@playwright/test'
import { type DialogScript, scriptDialogs } from './scripted-dialogs.ts'
import type { RunningConsole } from './start-console.ts'

export interface TestFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Chooses files in the dialogs of the system or the browser. */
export interface FileUser {
  /** Runs an action that saves a file, and accepts the proposed name. */
  save(act: () => Promise<unknown>): Promise<TestFile>
  /** Runs an action that opens a file dialog, and chooses a file. */
  load(file: TestFile, act: () => Promise<unknown>): Promise<void>
  /** Runs an action that opens a file dialog, and chooses several files. */
  loadAll(files: readonly TestFile[], act: () => Promise<unknown>): Promise<void>
}

/** `folder` contains the files of this test. */
export async function createFileUser(
  console: Pick<RunningConsole, 'page' | 'desktop'>,
  folder: string,
): Promise<FileUser> {
  return console.desktop ? inDialogs(await scriptDialogs(console.desktop), console, folder) : inBrowser(console, folder)
}

function inDialogs(dialogs: DialogScript, { page }: Pick<RunningConsole, 'page'>, folder: string): FileUser {
  const loadAll: FileUser['loadAll'] = async (files, act) => {
    await dialogs.answer({ kind: 'open', paths: files.map((file) => put(folder, file)) })
    await act()
  }
  return {
    loadAll,
    async save(act) {
      const before = (await dialogs.asked()).length
      await dialogs.answer({ kind: 'save-in', folder })
      await act()
      await expect.poll(async () => (await dialogs.asked()).length).toBe(before + 1)
      // After the first dialog, the proposed path includes the last folder.
      const name = basename((await dialogs.asked()).at(-1)?.defaultPath ?? '')
      await expect(page.getByText(`Saved ${name}`).first()).toBeAttached()
      return { name, bytes: readFileSync(join(folder, name)) }
    },
    load: (file, act) => loadAll([file], act),
  }
}

function inBrowser({ page }: Pick<RunningConsole, 'page'>, folder: string): FileUser {
  const loadAll: FileUser['loadAll'] = async (files, act) => {
    const choosing = page.waitForEvent('filechooser')
    await act()
    await (await choosing).setFiles(files.map((file) => put(folder, file)))
  }
  return {
    loadAll,
    async save(act) {
      const downloading = page.waitForEvent('download')
      await act()
      const download = await downloading
      const name = download.suggestedFilename()
      await expect(page.getByText(new RegExp(`(Saved|Downloaded) ${name}`)).first()).toBeAttached()
      return { name, bytes: readFileSync(await download.path()) }
    },
    load: (file, act) => loadAll([file], act),
  }
}

function put(folder: string, { name, bytes }: TestFile): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
