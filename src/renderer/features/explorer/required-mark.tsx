/** Behind a name: IBKR refuses the call without it. */
export const RequiredMark = () => (
  <span className="parameter-required" title="Required">
    *<span className="visually-hidden"> required</span>
  </span>
)
