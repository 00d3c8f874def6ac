import { desktopOf, expect, test, waitForAuthentication } from '../console-fixture.ts'
import { scriptDialogs } from '../scripted-dialogs.ts'
import { replacePage } from './replace-page.ts'

test('stops reopening a page that keeps navigating away', async ({ window, console }) => {
  await waitForAuthentication(window)
  const dialogs = await scriptDialogs(desktopOf(console))
  await dialogs.answer({ kind: 'press', button: 0 })
  for (let count = 0; count < 4; count += 1) {
    expect(await dialogs.asked()).toEqual([])
    await replacePage(window)
  }
  await expect
    .poll(async () => (await dialogs.asked()).map(({ message }) => message))
    .toEqual(['The window keeps failing.'])
})
