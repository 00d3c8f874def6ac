const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const { throwOnMissing } = require('./throw-on-missing.cjs')

const image = (path) => throwOnMissing('NativeImage', { path, resize: () => image(path) })

exports.nativeImage = throwOnMissing('nativeImage', {
  createFromPath(path) {
    if (!fs.existsSync(path)) throw new Error(`The image ${path} does not exist`)
    return image(path)
  },
})

/** Tray icon. The screenshots show the menu `Tray.standinLast.standinMenu`. */
class Tray extends EventEmitter {
  constructor(icon) {
    super()
    this.icon = icon
    Tray.standinLast = this
  }

  setToolTip() {}

  setContextMenu(menu) {
    this.standinMenu = menu
  }

  destroy() {
    this.standinMenu = undefined
  }
}
exports.Tray = Tray
