import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './console-fixture.ts'
import { waitForDialogKeys } from './keyboard-user.ts'
import { scriptDialogs } from './scripted-dialogs.ts'
import type { RunningConsole } from './start-console.ts'

const codesInTerminal = ({ terminal }: RunningConsole): readonly string[] =>
  [...terminal().matchAll(/Code: +(\d{4} \d{4})/g)].map(([, code = '']) => code)

/** Returns the newest confirmation code in the terminal once more than `before` codes have been shown. */
export async function readCodeInTerminal(running: RunningConsole, before = 0): Promise<string> {
  await expect.poll(() => codesInTerminal(running).length).toBeGreaterThan(before)
  return codesInTerminal(running).at(-1) ?? ''
}

/** Confirms in the system dialog or with the code from the terminal. `ask`: starts the action to confirm. */
export async function confirmOutsidePage(
  running: RunningConsole,
  dialog: Locator,
  ask: () => Promise<void>,
): Promise<void> {
  if (running.desktop) {
    await (await scriptDialogs(running.desktop)).answer({ kind: 'press', button: 1 })
    return ask()
  }
  const before = codesInTerminal(running).length
  await ask()
  await dialog.getByRole('textbox').fill(await readCodeInTerminal(running, before))
  await waitForDialogKeys(dialog.page())
  await dialog.page().keyboard.press('Enter')
}

/** Declines the confirmation and checks what the page shows in the meantime. */
export async function declineOutsidePage(
  running: RunningConsole,
  window: Page,
  dialog: Locator,
  ask: () => Promise<void>,
): Promise<void> {
  if (running.desktop) {
    const dialogs = await scriptDialogs(running.desktop)
    await ask()
    await expect(dialog).toContainText('Confirm in the system dialog')
    await expectAccessible(window)
    expect(await dialogs.asked()).toMatchObject([
      { method: 'showMessageBox', message: await dialog.getByRole('heading').textContent() },
    ])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    return
  }
  await ask()
  const typed = dialog.getByRole('textbox')
  await expect(typed).toBeFocused()
  await expectAccessible(window)
  await waitForDialogKeys(window)
  for (const wrong of ['U1234567', '12']) {
    await typed.fill(wrong)
    await window.keyboard.press('Enter')
    await expect(typed).toHaveAccessibleDescription(/The code is wrong/)
    await expect(typed).toBeFocused()
  }
  await typed.fill('nor this')
  await window.keyboard.press('Enter')
  await expect(window.getByText('Rejected after three wrong answers.')).toBeVisible()
}
