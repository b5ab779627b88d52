import { late } from '~/ui/late'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { automationFormWords } from '~/ui/strings/automation-form'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { firstCodes } from '../form/first-codes'
import { AboutSection } from '../form/item-fields'
import type { FieldsProps, KindForm } from '../form/kind-form'
import { useSaid } from '../form/use-said'
import { type AutomationFields, LIMITS } from './automation'
import { automationEntered } from './automation-entered'
import { AutomationLists } from './automation-lists'
import { automationParts } from './automation-parts'
import { AutomationPreview } from './automation-preview'

const limits: Record<string, number> = {
  'step.title.long': LIMITS.stepTitle,
  'text.long': LIMITS.text,
  'instructions.long': LIMITS.instructions,
}

/** Most of the form by weight, and below its beginning. */
const Lists = late(import.meta.env.SSR ? AutomationLists : null, () =>
  import('./automation-lists').then((m) => m.AutomationLists),
)

/** The form in which coaches make an automation. */
export const automationForm: KindForm<AutomationFields> = {
  kind: 'automation',
  order: ['title', 'summary', 'tags', 'variables', 'steps'],
  fieldsOf: automationEntered,
  async loadCheck() {
    const { parseAutomationForm } = await import('./automation-form-data')
    return (form) => firstCodes(parseAutomationForm(form).reply().error)
  },
  Fields,
  Preview: late(import.meta.env.SSR ? AutomationPreview : null, () =>
    import('./automation-preview').then((m) => m.AutomationPreview),
  ),
  useSay() {
    const questions = useWords(promptFormWords).problems
    const own = useWords(automationFormWords).problems
    return useSaid('automation', { ...questions, ...own }, limits)
  },
  parts: automationParts,
}

function Fields({ values, problems, changed }: FieldsProps<AutomationFields>) {
  const words = useWords(automationFormWords)
  return (
    <>
      <AboutSection kind="automation" values={values} problems={problems} words={words} />
      <FormSection title={words.trigger}>
        <p>
          <strong>{words.byHand}.</strong> {words.byHandNote}
        </p>
      </FormSection>
      <Lists values={values} problems={problems} changed={changed} />
    </>
  )
}
