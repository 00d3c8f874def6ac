import type { StructureCoverage } from './structure-coverage.ts'

/** Result of the comparison for one operation. */
export interface Coverage {
  readonly area: string
  /** False if the document has neither schema nor example. */
  readonly documented: boolean
  readonly validated: boolean
  readonly filling: StructureCoverage
}

/** Formats one row per area, and a last row with the total. */
export function formatCoverageTable(coverages: readonly Coverage[]): string {
  const areas = [...new Set(coverages.map(({ area }) => area))].sort()
  const rows = areas.map((area) =>
    row(
      area,
      coverages.filter((each) => each.area === area),
    ),
  )
  const head = line(['area', 'operations', 'with schema', 'validated', 'filled %'])
  return [head, ...rows, row('all', coverages)].join('\n')
}

/** Returns the part of the API to which an operation belongs: `iserver/account`, `portfolio`, `gw/accounts`. */
export function areaOf(path: string): string {
  const [first = '', second = '', third = '', fourth = ''] = path.replace(/^\/(v1\/api\/)?/, '').split('/')
  if (first === 'gw') return `gw/${(third === 'v1' || third === 'v2' ? fourth : third).replace(':bulk', '')}`
  return first === 'iserver' ? `iserver/${second}` : first
}

function row(area: string, coverages: readonly Coverage[]): string {
  const filled = coverages.reduce((sum, { filling }) => sum + filling.filled, 0)
  const total = coverages.reduce((sum, { filling }) => sum + filling.total, 0)
  return line([
    area,
    coverages.length,
    coverages.filter(({ documented }) => documented).length,
    coverages.filter(({ validated }) => validated).length,
    total === 0 ? '-' : Math.round((filled / total) * 100),
  ])
}

function line([area, ...columns]: readonly (string | number)[]): string {
  return String(area).padEnd(30) + columns.map((column) => String(column).padStart(13)).join('')
}
