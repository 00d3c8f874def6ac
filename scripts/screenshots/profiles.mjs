import { addGateway, dismissNotifications, goTo, NARROW, WIDE } from './page-actions.mjs'
import { startSimulator } from './simulator.mjs'

/** The screens, each with the steps that lead to it from the previous screen. */
export const screens = {
  'profiles-switch': async (page, { gateway }) => {
    await addGateway(page, 'Gateway on this laptop', gateway.api)
    await page.keyboard.press('Control+p')
    await page.getByRole('combobox', { name: 'Search profiles' }).waitFor()
  },
  profiles: async (page) => {
    await page.keyboard.press('Escape')
    await goTo(page, 'Profiles')
    await dismissNotifications(page)
  },
  'profiles-narrow': async (page) => page.setViewportSize(NARROW),
  'profiles-certificate': async (page, { gateway, replaceGateway }) => {
    await page.setViewportSize(WIDE)
    await replaceGateway(gateway)
    // The dialog opens automatically after the next connection attempt.
    await page.getByRole('alertdialog', { name: 'The gateway’s certificate changed' }).waitFor({ timeout: 60_000 })
  },
}

export async function startServers() {
  const gateway = await startSimulator('--mode', 'gateway')
  const running = [gateway]
  return {
    gateway,
    /** Starts another gateway at the same address, with a different certificate. */
    async replaceGateway(before) {
      await before.stop()
      running.push(await startSimulator('--mode', 'gateway', '--port', new URL(before.api).port))
    },
    stop: () => Promise.all(running.map((each) => each.stop())),
  }
}
