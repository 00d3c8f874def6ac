const { record } = require('./record-calls.cjs')
const windows = require('./windows.cjs')

/** Roles with an accelerator that ends or hides the window, and menus that contain them, as Electron defines them. */
const ROLES = {
  close: { accelerator: 'CommandOrControl+W', run: (window) => window?.close() },
  minimize: { accelerator: 'CommandOrControl+M', run: (window) => window?.minimize() },
  quit: { accelerator: 'CommandOrControl+Q', run: () => require('./app.cjs').app.quit() },
  fileMenu: { submenu: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }] },
  windowMenu: { submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }] },
}

class MenuItem {
  constructor(options) {
    const { accelerator, run, submenu = options.submenu } = ROLES[options.role] ?? {}
    Object.assign(this, { enabled: true, visible: true, checked: false, accelerator }, options)
    this.click = () => (run ?? options.click)?.(...(run ? [] : [this]), windows.all().at(-1), {})
    if (Array.isArray(submenu)) this.submenu = Menu.buildFromTemplate(submenu)
  }
}

class Menu {
  static #application = null
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    for (const options of template) menu.items.push(new MenuItem(options))
    return menu
  }

  static setApplicationMenu(menu) {
    Menu.#application = menu
  }

  static getApplicationMenu() {
    return Menu.#application
  }

  popup() {
    record('Menu.popup', ...this.items.filter(({ enabled }) => enabled).map(({ role, label }) => role ?? label))
  }

  /**
   * Presses an accelerator, as the system does before the page. Returns whether a menu item has it. This method is not
   * part of Electron's API.
   */
  standinPress(accelerator) {
    return this.items.some((item) => {
      if (item.submenu) return item.submenu.standinPress(accelerator)
      if (item.accelerator !== accelerator || item.registerAccelerator === false || !item.enabled) return false
      item.click()
      return true
    })
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

exports.Menu = Menu
exports.MenuItem = MenuItem
