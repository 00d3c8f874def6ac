import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Files of the user, which the project does not have. */
const USER_FILES = ['./oauth1.json', 'logs/console.log', 'program.ts']

/**
 * A file with its folder, a TypeScript file, or a folder of the project, in backticks. Globs `*` and placeholders
 * `<name>` are allowed.
 */
const PATH =
  /`((?:[\w.@*<>-]+\/)+[\w.@*<>-]+\.\w+|[\w.-]+\.tsx?|(?:src|tests|docs|scripts|site|examples)\/[\w./@*<>-]+)`/g
const FULL_PATH = /^(?:src|tests|docs|scripts|site|examples)\//

const FOLDERS = ['docs', 'docs/guide', 'docs/client']

const files = ['src', 'tests'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
)

/** Reports whether the project has the path; a path may omit its first folders, such as `src/host`. */
function exists(path: string): boolean {
  if (existsSync(path)) return true
  const names = path.replaceAll('.', '\\.').replace(/\*|<[\w-]+>/g, '[^/]+')
  const pattern = new RegExp(`${FULL_PATH.test(path) ? '^' : '/'}${names}$`)
  return files.some((file) => pattern.test(file))
}

test('every path of a file or folder in the documentation exists', () => {
  const pages = [
    'README.md',
    ...FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`)),
  ].filter((page) => page.endsWith('.md'))
  const paths = pages.flatMap((page) =>
    Array.from(readFileSync(page, 'utf8').matchAll(PATH), ([, path = '']) => ({ page, path })),
  )
  expect(paths.filter(({ path }) => !USER_FILES.includes(path) && !exists(path))).toEqual([])
  expect(paths.length).toBeGreaterThan(100)
})
