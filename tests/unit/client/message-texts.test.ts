import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('names neither the console nor a file of this repository in a message of the library', () => {
  const files = readdirSync('src/client', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.generated)\.(ts|json)$/.test(name),
  )
  const found = files.flatMap((name) =>
    readFileSync(join('src/client', name), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line) && /ibkr-console|\bthe console\b|\bdocs\//.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(found).toEqual([])
})
