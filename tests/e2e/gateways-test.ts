import type { Page } from '@playwright/test'
import type { SimulatorOptions } from '../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start.ts'
import { authenticated, test as base, expect } from './console-test.ts'

interface Gateways {
  /** Starts a gateway on this machine; the port of one that ended may be taken again. */
  start(options?: Partial<SimulatorOptions>): Promise<Simulator>
}

export const test = base.extend<{ readonly gateways: Gateways }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  gateways: async ({}, use) => {
    const started: Simulator[] = []
    await use({
      async start(options = {}) {
        const gateway = await startSimulator({ mode: 'gateway', loggedIn: true, ...options })
        started.push(gateway)
        return gateway
      },
    })
    await Promise.all(started.map((gateway) => gateway.close()))
  },
})

export const switcher = (window: Page) => window.getByRole('dialog', { name: 'Switch profile' })
export const inTitle = (window: Page, words: string) => window.getByRole('banner').getByRole('button', { name: words })
export const inStatus = (window: Page, words: string) =>
  window.getByRole('region', { name: 'Status' }).getByRole('button', { name: words })

/** With the keyboard alone: the switcher, its button, the form, which may refuse it. */
export async function offerGateway(window: Page, name: string, url: string): Promise<void> {
  await window.keyboard.press('Control+p')
  await expect(switcher(window).getByRole('combobox', { name: 'Search profiles' })).toBeFocused()
  await window.keyboard.press('Shift+Tab')
  await expect(switcher(window).getByRole('button', { name: 'Add profile…' })).toBeFocused()
  // Past the time in which a key was meant for what was there before.
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
  await expect(
    window.getByRole('dialog', { name: 'Add a profile' }).getByRole('button', { name: /Gateway/ }),
  ).toBeFocused()
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Add a gateway' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await window.keyboard.type(name)
  await window.keyboard.press('Tab')
  await window.keyboard.press('Control+a')
  await window.keyboard.type(url)
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
}

/** Until the form is closed: at work it is still open, and takes the keys that are meant for the window. */
export async function addGateway(window: Page, name: string, url: string): Promise<void> {
  await offerGateway(window, name, url)
  await expect(window.getByRole('dialog', { name: 'Add a gateway' })).toBeHidden()
}

/** Until the window is that of the new profile: the one before is authenticated too, while the form is at work. */
export async function moveToGateway(window: Page, name: string, url: string): Promise<void> {
  await addGateway(window, name, url)
  await expect(
    window.getByRole('banner').getByRole('button', { name: new RegExp(`^Profile: ${name} (PAPER|LIVE)`) }),
  ).toBeVisible()
  await authenticated(window)
}
