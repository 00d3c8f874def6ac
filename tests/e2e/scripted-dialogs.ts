import type { ElectronApplication } from '@playwright/test'

/** Action of the user in the next system dialog. */
type DialogAnswer =
  | { readonly kind: 'close' }
  /** Saves into a folder, under the file name that the dialog proposes. */
  | { readonly kind: 'save-in'; readonly folder: string }
  | { readonly kind: 'open'; readonly paths: readonly string[] }
  /** Presses a button in a message box. */
  | { readonly kind: 'press'; readonly button: number }

interface AskedDialog {
  readonly method: string
  readonly message: string | undefined
  readonly defaultPath: string | undefined
}

interface Script {
  readonly answers: DialogAnswer[]
  readonly asked: AskedDialog[]
}

export interface DialogScript {
  /** Adds an action for the next dialog to the queue. */
  answer(next: DialogAnswer): Promise<void>
  /** All dialogs that were opened so far. */
  asked(): Promise<readonly AskedDialog[]>
}

/** Handles the dialogs of a desktop program. A dialog without a queued action stays open. */
export async function scriptDialogs(desktop: ElectronApplication): Promise<DialogScript> {
  await desktop.evaluate(({ dialog }) => {
    const script: Script = { answers: [], asked: [] }
    Object.assign(globalThis, { dialogScript: script })
    const scripted =
      (method: string) =>
      async (_window: unknown, { message, defaultPath }: { message?: string; defaultPath?: string }) => {
        script.asked.push({ method, message, defaultPath })
        const answer = script.answers.shift()
        if (!answer) return new Promise(() => undefined)
        switch (answer.kind) {
          case 'close':
            return { canceled: true, filePath: '', filePaths: [] }
          case 'save-in':
            return { canceled: false, filePath: `${answer.folder}/${defaultPath?.split(/[\\/]/).at(-1)}` }
          case 'open':
            return { canceled: false, filePaths: [...answer.paths] }
          case 'press':
            return { response: answer.button, checkboxChecked: false }
        }
      }
    for (const method of ['showSaveDialog', 'showOpenDialog', 'showMessageBox'])
      Object.assign(dialog, { [method]: scripted(method) })
  })
  return {
    answer: (next) =>
      desktop.evaluate((_electron, answer) => {
        ;(globalThis as unknown as { dialogScript: Script }).dialogScript.answers.push(answer)
      }, next),
    asked: () => desktop.evaluate(() => (globalThis as unknown as { dialogScript: Script }).dialogScript.asked),
  }
}
