import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Folders of packages whose addon the program cannot start or work without. */
const REQUIRED = ['@libsql', '@napi-rs']

/** Names of electron-builder's architectures, by their number. */
const ARCHITECTURES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

const ELF = { 3: 'ia32', 40: 'armv7l', 62: 'x64', 183: 'arm64' }
const MACH_O = { 16777223: 'x64', 16777228: 'arm64' }
const PE = { 332: 'ia32', 34404: 'x64', 43620: 'arm64' }

/**
 * Returns the platform and the architectures of a native addon, from the header of the file: names of files and packages
 * may be wrong.
 * @param {Buffer} file
 * @returns {{ platform: string, architectures: string[] }}
 */
export function readAddonTarget(file) {
  const start = file.length < 64 ? 0 : file.readUInt32BE(0)
  // https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
  if (start === 0x7f454c46) {
    const machine = file[5] === 2 ? file.readUInt16BE(18) : file.readUInt16LE(18)
    // Electron runs on glibc alone. An addon for musl does not name glibc's library.
    const platform = file.includes('libc.so.6') ? 'linux' : 'linux without glibc'
    return { platform, architectures: [ELF[machine] ?? `machine ${machine}`] }
  }
  // https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h and fat.h
  const machO = (type) => MACH_O[type] ?? `processor ${type}`
  if (start === 0xcffaedfe) return { platform: 'darwin', architectures: [machO(file.readUInt32LE(4))] }
  if (start === 0xcafebabe) {
    const count = Math.min(file.readUInt32BE(4), (file.length - 8) / 20)
    return {
      platform: 'darwin',
      architectures: Array.from({ length: count }, (_, index) => machO(file.readUInt32BE(8 + 20 * index))),
    }
  }
  // https://learn.microsoft.com/en-us/windows/win32/debug/pe-format
  if (start >>> 16 === 0x4d5a) {
    const header = file.readUInt32LE(0x3c)
    const machine = header + 6 > file.length ? 0 : file.readUInt16LE(header + 4)
    return { platform: 'win32', architectures: [PE[machine] ?? `machine ${machine}`] }
  }
  return { platform: 'unknown', architectures: [] }
}

/**
 * Returns why the native addons in a folder cannot be packed for a platform and architecture; undefined if they can.
 * @param {string} folder
 * @param {string} platform the name that Node has for it
 * @param {string} architecture
 */
export function findWrongAddons(folder, platform, architecture) {
  const addons = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
    .map((entry) => join(entry.parentPath, entry.name))
  const wanted = architecture === 'universal' ? ['x64', 'arm64'] : [architecture]
  const wrong = addons.flatMap((path) => {
    const { platform: found, architectures } = readAddonTarget(readFileSync(path))
    const fits = found === platform && wanted.some((each) => architectures.includes(each))
    return fits ? [] : [`${relative(folder, path)} is for ${[found, ...architectures].join(' ')}`]
  })
  const missing = REQUIRED.filter((name) => !addons.some((path) => path.split(sep).includes(name)))
  const problems = [...wrong, ...missing.map((name) => `no addon of ${name} was found`)]
  if (problems.length === 0) return undefined
  return `The program for ${platform} ${architecture} was not packed: ${problems.join('; ')}. Pack on a machine of that platform and architecture, after "npm ci".`
}

/** electron-builder calls this function after it has copied all files of a program. */
export default function afterPack({ appOutDir, electronPlatformName, arch }) {
  const problem = findWrongAddons(appOutDir, electronPlatformName, ARCHITECTURES[arch] ?? String(arch))
  if (problem !== undefined) throw new Error(problem)
}
