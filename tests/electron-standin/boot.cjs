// Replaces Electron's executable and accepts its arguments: switches, the folder of the app, further switches.
const fs = require('node:fs')
const inspector = require('node:inspector')
const Module = require('node:module')
const path = require('node:path')
const { pathToFileURL } = require('node:url')

const given = process.argv.slice(2)
if (given.includes('--version')) {
  console.log('v0.0.0-standin')
  process.exit(0)
}
// Electron passes no script path before the app in the arguments.
process.argv = [process.argv[1], ...given]

const required = []
const switches = []
let entry
for (let index = 0; index < given.length; index += 1) {
  const argument = given[index]
  if (argument === '-r' || argument === '--require') {
    index += 1
    required.push(given[index])
  } else if (argument.startsWith('--inspect')) {
    // Prints the line "Debugger listening on ...", for which Playwright waits.
    inspector.open(Number(argument.split('=')[1] ?? 9229), '127.0.0.1')
  } else if (entry === undefined && !argument.startsWith('-')) entry = argument
  else switches.push(argument)
}

if (process.env.ELECTRON_DISABLE_SANDBOX !== undefined) switches.push('--no-sandbox')

const { appPath, main, manifest } = locateApp(path.resolve(entry ?? '.'))
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-standin', enumerable: true, configurable: true })
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: path.join(appPath, 'resources') })
require('./parts/boot-facts.cjs').set({ appPath, manifest, switches })
const { startStandIn } = require('./parts/start-stand-in.cjs')
start().catch((error) => {
  console.error('App threw an error during load\n', error)
  process.exit(1)
})

async function start() {
  await replaceElectron()
  for (const file of required) require(file)
  // As in Electron, the app is ready only after its main module has finished, including top-level awaits.
  await import(pathToFileURL(main).href)
  void startStandIn()
}

/**
 * Replaces the module "electron". Where the package is installed, which exports only the path of the executable, the
 * replacement takes its place in Node's cache: a resolve hook would start a thread at every start.
 */
async function replaceElectron() {
  const replacement = path.join(__dirname, 'electron.cjs')
  // An ESM import of the package reads the names of the exports from the replacement, once Node has parsed it.
  await import(pathToFileURL(replacement).href)
  try {
    require.cache[Module.createRequire(fs.realpathSync(main)).resolve('electron')] = require.cache[replacement]
  } catch {
    // A packed app contains no packages.
    Module.register('./resolve-electron.mjs', pathToFileURL(__filename))
  }
}

function locateApp(start) {
  const isFolder = fs.statSync(start).isDirectory()
  for (let folder = isFolder ? start : path.dirname(start); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json')
    if (fs.existsSync(file)) {
      const manifest = JSON.parse(fs.readFileSync(file, 'utf8'))
      return { appPath: folder, manifest, main: isFolder ? path.resolve(start, manifest.main ?? 'index.js') : start }
    }
    if (folder === path.dirname(folder)) throw new Error(`no package.json above ${start}`)
  }
}
