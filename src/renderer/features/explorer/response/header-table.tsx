import { EmptyState } from '../../../ui/empty-state.tsx'

export function HeaderTable({ headers }: { readonly headers: readonly (readonly [string, string])[] }) {
  if (headers.length === 0) return <EmptyState title="The response has no headers" />
  return (
    <table className="header-table wide" aria-label="Headers">
      <tbody>
        {headers.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
