/**
 * Reports whether a URL parser would resolve a segment of the path: `.` or `..`. The segment may also be written as
 * `%2e`, be between backslashes, or contain tabs and line breaks, which a URL parser removes. Ignores query and
 * fragment.
 */
export function hasDotSegment(path: string): boolean {
  const [parts = ''] = path.replace(/[\t\n\r]/g, '').split(/[?#]/, 1)
  return /(?:^|[/\\])\s*(?:\.|%2e){1,2}\s*(?:$|[/\\])/i.test(parts)
}
