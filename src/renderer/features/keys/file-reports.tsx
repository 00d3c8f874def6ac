import { useEffect, useRef } from 'react'
import type { FileReport } from '../../../shared/contract/import-views.ts'
import './key-slots.css'

const TONES = { accepted: 'good', locked: 'warn', ignored: 'idle', refused: 'bad', superseded: 'idle' } as const

/** Newest first: as many as tell something about the last drop. */
const SHOWN = 8

/** What became of the files that were offered. */
export function FileReports({ files }: { readonly files: readonly FileReport[] }) {
  const first = useRef<HTMLLIElement>(null)
  const seen = useRef(files.length)
  useEffect(() => {
    // In a low window they stand below the edge: a file that was not taken must not look like nothing that happened.
    if (files.length > seen.current) first.current?.scrollIntoView({ block: 'nearest' })
    seen.current = files.length
  }, [files.length])
  if (files.length === 0) return null
  const newest = files.slice(-SHOWN).toReversed()
  return (
    <section className="file-reports" aria-labelledby="file-reports">
      <h3 id="file-reports" className="section-title">
        What became of the files
      </h3>
      <div role="log" aria-label="Files">
        <ul>
          {newest.map((report, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be offered twice; the newest is the first.
            <li key={index} ref={index === 0 ? first : null} className="file-report" data-tone={TONES[report.outcome]}>
              <span className="dot" aria-hidden="true" />
              <span>
                {report.outcome === 'refused' && <strong>Not taken. </strong>}
                {report.outcome === 'superseded' && <strong>No longer used. </strong>}
                {report.message}
              </span>
            </li>
          ))}
        </ul>
        {files.length > SHOWN && <p className="file-reports-more">And {files.length - SHOWN} before these.</p>}
      </div>
    </section>
  )
}
