import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/*
 * Imported before a program (`node --import`): every change of a file in the folder of FULL_DISK fails as on a full
 * disk. SQLite does not use these functions.
 */

const folder = process.env.FULL_DISK

const fail = (path) => {
  if (typeof path !== 'string' || !path.startsWith(folder)) return
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
}
for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync', 'renameSync', 'rmSync']) {
  const original = fs[name]
  fs[name] = (path, ...others) => {
    fail(path)
    return original(path, ...others)
  }
}
for (const owner of [fs, fs.promises]) {
  const name = owner === fs ? 'openSync' : 'open'
  const original = owner[name]
  owner[name] = (path, flags = 'r', ...others) => {
    if (!['r', 'rs', fs.constants.O_RDONLY].includes(flags)) fail(path)
    return original(path, flags, ...others)
  }
}
syncBuiltinESMExports()
