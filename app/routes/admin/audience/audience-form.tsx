import type { Audience } from '~/features/content/audience.server'
import { Button } from '~/ui/atoms/button'
import { Checkbox } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { Choice } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { audienceWords } from '~/ui/strings/audience'
import { AddressesField } from '../../addresses-field'

/** As far as the members of a group are counted. */
const COUNTED = 1000
/** Groups that the form has at most. */
const MOST_GROUPS = 200

/** A choice that was not taken, as it was entered, and why. */
export interface AudienceReply {
  limited: boolean
  groups: string[]
  people: string[]
  emails: string
  code: string | null
  /** Addresses that belong to no member. */
  unknown: string[]
}

interface AudienceFormProps {
  slug: string
  item: Audience
  /** A choice that was refused. */
  reply: AudienceReply | undefined
  /** What is wrong with it. */
  wrong: string | null
  /** Whether that is about the addresses. */
  aboutPeople: boolean
}

/** Everybody, or groups and people: one form, saved at once. */
export function AudienceForm({ slug, item, reply, wrong, aboutPeople }: AudienceFormProps) {
  const { Form } = useElements()
  const words = useWords(audienceWords)
  const limited = reply ? reply.limited : item.limited
  return (
    <Form method="post" noValidate className="max-w-xl">
      <input type="hidden" name="seen" value={item.seen} />
      <RadioGroup
        id="open"
        name="open"
        label={words.who}
        errors={aboutPeople ? null : wrong}
        value={limited ? 'limited' : 'everybody'}
        options={[
          { value: 'everybody', label: words.everybody },
          { value: 'limited', label: words.limited },
        ]}
      />
      <Choice
        id="groups"
        label={words.groups}
        hint={item.groups.length >= MOST_GROUPS ? words.moreGroups(MOST_GROUPS) : undefined}
      >
        {item.groups.map(({ id, name, chosen, members }) => (
          <Checkbox
            key={id}
            name={`group.${id}`}
            value="yes"
            defaultChecked={reply ? reply.groups.includes(id) : chosen}
            hint={words.members(Math.min(members, COUNTED), members > COUNTED)}
          >
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
        {item.groups.length === 0 && <p className="hint">{words.noGroups}</p>}
        <p className="mt-2">
          <Link href={`/c/${slug}/admin/groups`}>{words.makeGroup}</Link>
        </p>
      </Choice>
      {item.people.length > 0 && (
        <Choice id="people" label={words.people} hint={words.peopleHint}>
          {item.people.map(({ id, name }) => (
            <Checkbox
              key={id}
              name={`person.${id}`}
              value="yes"
              defaultChecked={reply ? reply.people.includes(id) : true}
            >
              <bdi>{name ?? id}</bdi>
            </Checkbox>
          ))}
        </Choice>
      )}
      <AddressesField
        label={words.emails}
        hint={words.emailsHint}
        errors={aboutPeople ? wrong : null}
        entered={reply?.emails}
        optional
      />
      <Button variant="primary">{words.save}</Button>
    </Form>
  )
}
