import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const FOLDER = 'docs/screenshots'
/** The number of images is limited, because the git history keeps every version of an image. */
const MAX_IMAGES = 30
const MAX_BYTES = 150_000

test('docs/screenshots contains only the images that README and docs show, each in a small file', () => {
  const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((p) => join('docs', p))]
  const text = pages
    .filter((page) => page.endsWith('.md'))
    .map((page) => readFileSync(page, 'utf8'))
    .join('\n')
  const shown = [...text.matchAll(/screenshots\/([\w-]+\.\w+)\)/g)].map((match) => match[1])
  const images = readdirSync(FOLDER)
  expect(images.sort()).toEqual([...new Set(shown)].sort())
  expect(images.length).toBeGreaterThan(0)
  expect(images.length).toBeLessThanOrEqual(MAX_IMAGES)
  expect(images.filter((image) => statSync(join(FOLDER, image)).size > MAX_BYTES)).toEqual([])
})
