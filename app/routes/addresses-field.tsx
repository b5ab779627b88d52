import { TextArea } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'

interface AddressesFieldProps {
  label: string
  hint: string
  /** What is wrong with them. */
  errors: string | null
  /** What was entered when it was refused. */
  entered: string | undefined
  optional?: boolean
}

/** Where addresses are typed or pasted, as `addressesIn` reads them. */
export function AddressesField({ entered, ...field }: AddressesFieldProps) {
  return (
    <Field id="emails" {...field}>
      {(wired) => (
        <TextArea
          name="emails"
          rows={3}
          autoComplete="off"
          spellCheck={false}
          defaultValue={entered}
          {...wired}
        />
      )}
    </Field>
  )
}
