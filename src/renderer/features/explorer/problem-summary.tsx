import { useExplorerStore } from '../../stores/explorer-store.ts'
import { Button } from '../../ui/button.tsx'
import { sendRequest } from './explorer-actions.ts'

/** How many fields need a look; what only the catalogue objects to can be sent all the same. */
export function ProblemSummary() {
  const problems = useExplorerStore((data) => data.problems)
  if (problems.length === 0) return null
  const places = problems.length === 1 ? 'One field needs' : `${problems.length} fields need`
  const doubtful = problems.every((problem) => problem.doubtful)
  return (
    <div className="problem-summary" role="status">
      <span className="field-error">Not sent. {places} a look, marked where it stands.</span>
      {doubtful && (
        <Button title="The catalogue may be wrong: let IBKR judge" onClick={() => void sendRequest(true)}>
          Send as it is
        </Button>
      )}
    </div>
  )
}
