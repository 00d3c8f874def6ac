const { record } = require('./record-calls.cjs')
const windows = require('./windows.cjs')

class MenuItem {
  constructor(options) {
    Object.assign(this, { enabled: true, visible: true, checked: false }, options)
    this.click = () => options.click?.(this, windows.all().at(-1), {})
    if (Array.isArray(options.submenu)) this.submenu = Menu.buildFromTemplate(options.submenu)
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
