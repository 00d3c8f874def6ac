import type { Page } from '@playwright/test'
import { PRACTICE } from '../../src/host/profiles/profile.ts'
import { saveSettings } from '../../src/host/profiles/settings.ts'
import type { SimulatorOptions } from '../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { test as base, expect, waitForAuthentication } from './console-fixture.ts'
import { waitForDialogKeys } from './keyboard-user.ts'

interface Gateways {
  /** Starts a gateway on this machine. */
  start(options?: Partial<SimulatorOptions>): Promise<Simulator>
}

export const test = base.extend<{ readonly gateways: Gateways }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  gateways: async ({}, use) => {
    const started: Simulator[] = []
    await use({
      async start(options = {}) {
        const gateway = await startSimulator({ mode: 'gateway', loggedIn: true, ...options })
        // IBKR allows the next read of the order list only after 5 s.
        gateway.controls.coolOrders(0)
        started.push(gateway)
        return gateway
      },
    })
    await Promise.all(started.map((gateway) => gateway.close()))
  },
})

interface SelectedGateway {
  /** Options of the gateway that differ from the defaults. */
  readonly gatewayOptions: Partial<SimulatorOptions>
  /** The gateway of the profile "Lab", which is selected when the console starts. */
  readonly gateway: Simulator
}

/** Test function with a console that starts with a gateway instead of Practice. */
export const testOnGateway = test.extend<SelectedGateway>({
  gatewayOptions: [{}, { option: true }],
  gateway: async ({ gateways, gatewayOptions }, use) => use(await gateways.start(gatewayOptions)),
  home: async ({ home, gateway }, use) => {
    const profile = { kind: 'gateway', id: 'lab', name: 'Lab', url: gateway.apiUrl } as const
    saveSettings(home, { schemaVersion: 1, selectedProfileId: profile.id, profiles: [PRACTICE, profile] })
    await use(home)
  },
})

export const profileSwitcher = (window: Page) => window.getByRole('dialog', { name: 'Switch profile' })
export const titleButton = (window: Page, name: string) => window.getByRole('banner').getByRole('button', { name })
export const statusButton = (window: Page, name: string) =>
  window.getByRole('region', { name: 'Status' }).getByRole('button', { name })

/** Opens the form to add a gateway and submits it by keyboard. */
export async function submitGateway(window: Page, name: string, url: string): Promise<void> {
  await window.keyboard.press('Control+p')
  await expect(profileSwitcher(window).getByRole('combobox', { name: 'Search profiles' })).toBeFocused()
  await window.keyboard.press('Shift+Tab')
  await expect(profileSwitcher(window).getByRole('button', { name: 'Add profile…' })).toBeFocused()
  await waitForDialogKeys(window)
  await window.keyboard.press('Enter')
  await expect(
    window.getByRole('dialog', { name: 'Add a profile' }).getByRole('button', { name: /Gateway/ }),
  ).toBeFocused()
  await waitForDialogKeys(window)
  await window.keyboard.press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Add a gateway' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await window.keyboard.type(name)
  await window.keyboard.press('Tab')
  await window.keyboard.press('Control+a')
  await window.keyboard.type(url)
  // The tests of other features place orders that the guard rails would reject.
  await dialog.getByRole('checkbox', { name: /guard rails/ }).uncheck()
  await dialog.getByLabel('Address').focus()
  await waitForDialogKeys(window)
  await window.keyboard.press('Enter')
}

/** Adds a gateway and waits until the form is closed, because an open form would receive the next key presses. */
export async function addGateway(window: Page, name: string, url: string): Promise<void> {
  await submitGateway(window, name, url)
  await expect(window.getByRole('dialog', { name: 'Add a gateway' })).toBeHidden()
}

/** Adds a gateway and waits until the title shows its profile. */
export async function switchToNewGateway(window: Page, name: string, url: string): Promise<void> {
  await addGateway(window, name, url)
  await expect(
    window.getByRole('banner').getByRole('button', { name: new RegExp(`^Profile: ${name} (PAPER|LIVE)`) }),
  ).toBeVisible()
  await waitForAuthentication(window)
}
