/**
 * Whether a URL parser would resolve a part of the path away: `.` or `..`, also written as `%2e`, between backslashes, or with
 * tabs and line breaks in it, which a URL parser drops. The query and the fragment do not count.
 */
export function hasDotSegment(path: string): boolean {
  const [parts = ''] = path.replace(/[\t\n\r]/g, '').split(/[?#]/, 1)
  return parts.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part.trim()))
}
