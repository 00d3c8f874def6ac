/** Moves the focus to a field on the user's behalf and selects its content: typing replaces it. */
export function focusInput(field: HTMLElement | null | undefined): void {
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}
