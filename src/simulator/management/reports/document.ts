/** A report before it is written in one of the formats: a title and lines of cells. */
export interface ReportText {
  readonly title: string
  readonly rows: readonly (readonly string[])[]
}

/** Formats that reports come in. */
export type ReportFormat = 'application/pdf' | 'text/html' | 'text/csv'

/** The format of that name, as a media type or as a word such as `PDF`; undefined for an unknown one. */
export function formatNamed(name: string): ReportFormat | undefined {
  const wanted = name.toLowerCase()
  if (wanted === 'application/pdf' || wanted === 'pdf') return 'application/pdf'
  if (wanted === 'text/html' || wanted === 'html') return 'text/html'
  return wanted === 'text/csv' || wanted === 'csv' ? 'text/csv' : undefined
}

/** Writes a report. */
export function writeReport(report: ReportText, format: ReportFormat): Buffer {
  switch (format) {
    case 'text/csv':
      return Buffer.from([[report.title], ...report.rows].map((row) => row.map(cell).join(',')).join('\r\n'))
    case 'text/html':
      return Buffer.from(page(report))
    case 'application/pdf':
      return pdf([report.title, ...report.rows.map((row) => row.join('   '))])
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function page(report: ReportText): string {
  const rows = report.rows.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`).join('')
  return `<!doctype html><html><head><title>${escaped(report.title)}</title></head><body><h1>${escaped(report.title)}</h1><table>${rows}</table></body></html>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const linesOfPage = 60

/** The smallest PDF that every reader opens: one page of text lines in Helvetica (PDF 1.4); what does not fit is left out. */
function pdf(lines: readonly string[]): Buffer {
  const shown = lines.slice(0, linesOfPage).map((line) => `(${pdfText(line)}) Tj T*`)
  const content = `BT /F1 9 Tf 40 800 Td 12 TL ${shown.join('\n')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

function pdfText(line: string): string {
  return line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&')
}
