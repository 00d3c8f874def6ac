/** Maximum number of equal lines in a row that do not count as a duplicate. */
const LINES = 12

/**
 * Returns pairs of places with more than 12 equal lines in a row. Ignores blank lines, comments, imports and
 * indentation. A run counts as one pair, whatever its length.
 * @param files {readonly { path: string, text: string }[]}
 */
export function findDuplicatePairs(files) {
  const sources = files.map(({ path, text }) => ({ path, lines: significantLines(text) }))
  const places = new Map()
  for (const [file, { lines }] of sources.entries()) {
    for (let at = 0; at + LINES < lines.length; at += 1) {
      const key = lines
        .slice(at, at + LINES + 1)
        .map(({ text }) => text)
        .join('\n')
      places.set(key, [...(places.get(key) ?? []), { file, at }])
    }
  }
  const pairs = new Map()
  for (const found of places.values()) {
    for (const [index, left] of found.entries()) {
      for (const right of found.slice(index + 1)) {
        if (left.file === right.file && right.at - left.at <= LINES) continue
        // Consecutive windows with the same distance belong to the same run.
        const run = `${left.file} ${right.file} ${right.at - left.at}`
        const ends = pairs.get(run)?.at(-1)
        if (ends && left.at === ends.left + 1) ends.left = left.at
        else pairs.set(run, [...(pairs.get(run) ?? []), { first: left.at, left: left.at, other: right.at }])
      }
    }
  }
  return [...pairs].flatMap(([run, starts]) => {
    const [left, right] = run.split(' ').map((file) => sources[Number(file)])
    return starts.map(({ first, left: last, other }) => ({
      lines: last - first + LINES + 1,
      places: [`${left.path}:${left.lines[first].number}`, `${right.path}:${right.lines[other].number}`],
    }))
  })
}

function significantLines(text) {
  let inImport = false
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim()
    if (/^(import|export) .*\{$/.test(trimmed) && !trimmed.includes('='))
      inImport = !/interface|function|class|type/.test(trimmed)
    const skipped = inImport || trimmed === '' || /^(\/\/|\/?\*|import\b)/.test(trimmed)
    if (/\bfrom '/.test(trimmed)) inImport = false
    return skipped ? [] : [{ text: trimmed, number: index + 1 }]
  })
}
