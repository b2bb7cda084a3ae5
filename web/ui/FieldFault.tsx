// What is wrong with a field, beneath it. The field refers to it, so that it is read out with the field.
export function FieldFault({ id, fault }: { readonly id: string; readonly fault: string | undefined }) {
  if (fault === undefined) return null
  return (
    <p id={`${id}-fault`} className="field-error" role="alert">
      {fault}
    </p>
  )
}

/** What the field itself gets. */
export const faultOf = (id: string, fault: string | undefined) =>
  fault === undefined ? {} : ({ 'aria-invalid': true, 'aria-describedby': `${id}-fault` } as const)
