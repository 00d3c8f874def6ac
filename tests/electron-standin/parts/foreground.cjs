const fs = require('node:fs')
const { record } = require('./record-calls.cjs')

/*
 * Windows lets a program raise its window only if it is in the foreground, or if the foreground program hands that
 * right over. Otherwise the window only flashes in the taskbar. The stand-in applies this rule on every system.
 */

// The user has started the program, so it is in the foreground.
let isAllowed = true
let handover

/** Another program comes to the foreground. */
exports.loseForeground = () => {
  isAllowed = false
}

/** Sets the file with which a second start of the program hands its right over. */
exports.receiveForeground = (file) => {
  handover = file
}

exports.handForegroundOver = (file) => fs.writeFileSync(file, '')

/** Reports whether the program may raise its window. Records that the window flashes otherwise. */
exports.mayRaise = () => {
  if (handover !== undefined && fs.existsSync(handover)) {
    fs.rmSync(handover)
    isAllowed = true
  }
  if (!isAllowed) record('taskbar.flash')
  return isAllowed
}
