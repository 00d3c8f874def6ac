// node scripts/icons.mjs: draws resources/icon.svg in every size that the systems use, into packaging/resources: PNG
// files for Linux, icon.ico for Windows and icon.icns for macOS. Needs Chromium.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { requireBrowser } from './find-browser.mjs'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** Types of the PNG images in an .icns file, by their size in pixels. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'packaging', 'resources')
const images = await drawAll(readFileSync(join(root, 'resources', 'icon.svg'), 'utf8'))
mkdirSync(join(target, 'icons'), { recursive: true })
for (const [size, png] of images) writeFileSync(join(target, 'icons', `${size}x${size}.png`), png)
writeFileSync(join(target, 'icon.ico'), createIco([...images].filter(([size]) => size <= 256)))
writeFileSync(join(target, 'icon.icns'), createIcns(images))

async function drawAll(svg) {
  const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
  const page = await browser.newPage()
  const drawn = new Map()
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>* { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    )
    drawn.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return drawn
}

/** Writes the header, a directory entry per image, and the images as PNG, which Windows reads since Vista. */
function createIco(entries) {
  const header = Buffer.alloc(6 + 16 * entries.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(entries.length, 4)
  let offset = header.length
  for (const [index, [size, png]] of entries.entries()) {
    const at = 6 + 16 * index
    // A size of 256 is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...entries.map(([, png]) => png)])
}

function createIcns(drawn) {
  const parts = ICNS_TYPES.map(([type, size]) => createIcnsPart(type, drawn.get(size)))
  return createIcnsPart('icns', Buffer.concat(parts))
}

/** Returns a type of four letters, the length including these eight bytes, and the content. */
function createIcnsPart(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
