import { WIDE } from './page-actions.mjs'

/** Screens of the desktop program on the stand-in for Electron. */
export const isDesktop = true

export const screens = {
  'desktop-diagnostics': async (page) => {
    await page.setViewportSize(WIDE)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search commands and operations' }).fill('Export diagnostics')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Export diagnostics' })
    // The first file describes the computer.
    await dialog.getByRole('tab', { name: /settings\.json/ }).click()
    await dialog.getByRole('button', { name: /^Save/ }).waitFor()
  },
  // The system draws the menu, which the stand-in cannot: the image shows the items that the stand-in receives.
  'desktop-tray-menu': async (page, { program }) => {
    const items = await program.evaluate(({ Tray }) =>
      Tray.standinLast.standinMenu.items.map(({ type, label, checked, enabled }) => ({
        type,
        label,
        checked,
        enabled,
      })),
    )
    await page.setViewportSize({ width: 360, height: 32 * items.length })
    await page.evaluate((all) => {
      const lines = all.map(({ type, label, checked, enabled }) => {
        const line = document.createElement(type === 'separator' ? 'hr' : 'div')
        if (label) line.textContent = `${type === 'checkbox' ? (checked ? '☑ ' : '☐ ') : ''}${label}`
        if (enabled === false) line.style.opacity = '0.6'
        line.style.margin = '10px 12px'
        return line
      })
      document.body.replaceChildren(...lines)
    }, items)
  },
}
