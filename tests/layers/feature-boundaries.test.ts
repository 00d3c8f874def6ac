import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const renderer = fileURLToPath(new URL('../../src/renderer', import.meta.url))
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.tsx?$/.test(name))

const featureOf = (path: string): string | undefined => /^features\/([^/]+)\//.exec(path)?.[1]

function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(renderer, path), 'utf8')
  return Array.from(text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'(\.[^'?]+)/gm), ([, specifier = '']) =>
    relative(renderer, join(renderer, dirname(path), specifier)),
  )
}

test('the renderer imports a feature only through its index.ts', () => {
  const breaches = files.flatMap((path) =>
    importsOf(path)
      .filter((to) => {
        const feature = featureOf(to)
        if (feature === undefined || feature === featureOf(path)) return false
        return to !== `features/${feature}/index.ts`
      })
      .map((to) => `${path} → ${to}`),
  )
  expect(breaches).toEqual([])
})

test('the state machine of the ticket needs neither React nor a store', () => {
  const needed = new Set(['features/orders/ticket/ticket-machine.ts'])
  for (const path of needed) for (const to of importsOf(path)) needed.add(to)
  expect(needed.size).toBeGreaterThan(5)
  const packages = [...needed].flatMap((path) =>
    Array.from(readFileSync(join(renderer, path), 'utf8').matchAll(/\bfrom '(react|zustand)/g), ([, name]) => name),
  )
  expect(packages).toEqual([])
})

test('imports every shared stylesheet into a cascade layer, so that styles of features win', () => {
  const styles = readFileSync(join(renderer, 'styles/styles.css'), 'utf8')
  const sheets = readdirSync(join(renderer, 'styles')).filter((name) => name !== 'styles.css')
  for (const sheet of sheets) expect(styles).toContain(`@import "./${sheet}" layer(shared);`)
  expect(readFileSync(join(renderer, 'main.tsx'), 'utf8')).toContain("import './styles/styles.css'")
})
