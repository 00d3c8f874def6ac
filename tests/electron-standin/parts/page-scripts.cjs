const fs = require('node:fs')
const { pathToFileURL } = require('node:url')
const { makeBridge } = require('../page/bridge.js')
const { codec } = require('../page/codec.js')
const { isolatedWorld } = require('../page/isolated-world.js')
const { mainWorld } = require('../page/main-world.js')

/* Functions in page/ are passed as text and run at the start of each document, in both worlds. */

/**
 * Returns the two scripts of a page: the stand-in's script in the main world, and the preload script in an isolated
 * world.
 */
exports.pageScripts = (mark, preload) => {
  const parts = [codec, makeBridge].map(String).join('\n')
  const name = JSON.stringify(mark)
  const code = preload ? fs.readFileSync(preload, 'utf8') : ''
  const facts = JSON.stringify({
    platform: process.platform,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
  })
  return [
    { source: `if (window === window.top) (() => { ${parts}\n${mainWorld}\nmainWorld(${name}) })()` },
    {
      worldName: mark,
      source: `if (window === window.top && location.href !== 'about:blank') (() => { ${parts}\n${isolatedWorld}
isolatedWorld(${name}, ${facts}, function (require, module, exports, process) { ${code}
}) })()
//# sourceURL=${preload ? pathToFileURL(preload) : 'no-preload'}`,
    },
  ]
}
