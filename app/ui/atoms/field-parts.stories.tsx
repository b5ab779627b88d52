import type { Meta, StoryObj } from '@storybook/react-vite'
import { FieldError, Hint, Label } from './field-parts'

const meta: Meta = { title: 'Atoms/Field parts' }
export default meta

export const All: StoryObj = {
  render: () => (
    <div className="field">
      <Label htmlFor="summary" optional>
        Summary
      </Label>
      <Hint id="summary-hint">One sentence that members read in the list.</Hint>
      <FieldError id="summary-error">Use at most 300 characters.</FieldError>
      <input className="input" id="summary" aria-describedby="summary-hint summary-error" />
    </div>
  ),
}
