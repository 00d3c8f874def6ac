// npm run sample-language: draws 40 comments, test names, exported names and file names of the core and its tests. With
// --window: 60 texts, comments and test names of the window. A reader who sees nothing else has to explain each of them.
// With --seed N: repeats the draw.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORE, readSources } from './stats/sources.mjs'

const isWindow = process.argv.includes('--window')
const PER_KIND = isWindow ? 20 : 10
/** Matches the name of a test, including the second call of `test.each(…)('name', …)`. */
const TEST_NAME = /(?:\b(?:test|it|describe)(?:\.\w+)*|\))\(\s*((['"`])(?:\\.|(?!\2).)+\2),/gs

const flag = process.argv.indexOf('--seed')
const seed = flag < 0 ? Math.floor(Math.random() * 1_000_000) : Number(process.argv[flag + 1])
const random = randomFrom(seed)

/** Matches text in JSX, and any string of several words that begins with a capital letter. */
const SHOWN_TEXT =
  /(?:>([^<>{}=;()]*\p{Lu}\p{L}*[^<>{}=;()]*)<\/|(['"`])(\p{Lu}(?:(?!\2)[^\n\\])* (?:(?!\2)[^\n\\])+)\2)/gu

const isOfWindow = (path) => path.startsWith('src/renderer/') || /^tests\/(unit\/renderer|e2e)\//.test(path)
const isOfCore = (path) =>
  [...CORE, 'scripts', 'tests'].some((folder) => path.startsWith(`${folder}/`)) &&
  !path.startsWith('tests/unit/renderer/')
const sources = readSources(dirname(dirname(fileURLToPath(import.meta.url)))).filter(({ path }) =>
  isWindow ? isOfWindow(path) : isOfCore(path),
)
const comments = sources.flatMap(({ path, text, comments: found }) =>
  commentBlocks(text, found).map((block) => [path, block]),
)
const testNames = sources
  .filter(({ path }) => /\.(test|spec)\.ts$/.test(path))
  .flatMap(({ path, text }) => [...text.matchAll(TEST_NAME)].map(([, name]) => [path, name]))
  .filter(([, name]) => name.includes(' '))
const exportedNames = () =>
  sources.flatMap(({ path, text, module }) =>
    (module?.staticExports ?? []).flatMap(({ entries }) =>
      entries
        .filter(({ exportName, moduleRequest }) => exportName.kind === 'Name' && !moduleRequest)
        .map(({ exportName }) => [path, lineAt(text, exportName.start)]),
    ),
  )
const shownTexts = () =>
  sources
    .filter(({ path }) => path.startsWith('src/renderer/') && !path.endsWith('.css'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(SHOWN_TEXT)].map(([, inElement, , inQuotes]) => [
        path,
        (inElement ?? inQuotes).replace(/\s+/g, ' ').trim(),
      ]),
    )
const lines = isWindow
  ? { Texts: shownTexts(), Comments: comments, 'Test names': testNames }
  : {
      Comments: comments,
      'Test names': testNames,
      'Exported names': exportedNames(),
      'File names': sources.map(({ path }) => [path]),
    }

console.log(`Seed ${seed}`)
for (const [kind, all] of Object.entries(lines)) {
  console.log(`\n${kind} (${PER_KIND} of ${all.length})`)
  for (const [path, line] of draw(all)) console.log(line === undefined ? `  ${path}` : `  ${path}\n    ${line}`)
}

function draw(all) {
  const left = [...all]
  return Array.from({ length: PER_KIND }, () => left.splice(Math.floor(random() * left.length), 1)[0])
}

/** Returns comments as a reader sees them: consecutive line comments are one comment. */
function commentBlocks(text, comments) {
  const blocks = []
  for (const [index, { type, value, start }] of comments.entries()) {
    const before = comments[index - 1]
    const follows = before?.type === 'Line' && type === 'Line' && /^\n[ \t]*$/.test(text.slice(before.end, start))
    if (follows) blocks[blocks.length - 1] += value
    else blocks.push(value)
  }
  return blocks.map((block) =>
    block
      .replace(/^\s*\* ?/gm, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

function lineAt(text, offset) {
  return text.slice(text.lastIndexOf('\n', offset) + 1).split('\n', 1)[0]
}

/** Returns a pseudo-random generator: Marsaglia's xorshift with 32 bits. */
function randomFrom(start) {
  let state = start + 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
