/** The parts of a comma-separated query value; none for an absent one. */
export function commaList(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}
