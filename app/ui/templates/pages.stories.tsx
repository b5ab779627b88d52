import type { Meta, StoryObj } from '@storybook/react-vite'
import { StatusBadge } from '../atoms/badge'
import { Button, ButtonLink } from '../atoms/button'
import { Radio, TextArea, TextField } from '../atoms/inputs'
import { Link } from '../atoms/link'
import { Card, EmptyState } from '../molecules/card'
import { Disclosure } from '../molecules/disclosure'
import { ErrorSummary } from '../molecules/error-summary'
import { Choice, Field } from '../molecules/field'
import { Flash } from '../molecules/flash'
import { Pager } from '../molecules/pager'
import { SearchForm } from '../molecules/search-form'
import { Table } from '../molecules/table'
import { AgentFace, AgentList } from '../organisms/agent-list'
import { FormActions, FormLayout, FormSection } from '../organisms/form-layout'
import { SideList } from '../organisms/side-list'
import { Frame } from './frame'
import { AdminPage, CommunityPage, PublicPage } from './pages'
import { agents, conversations, northside } from './samples'

const meta: Meta = { title: 'Templates/Pages', parameters: { layout: 'fullscreen' } }
export default meta

export const SignIn: StoryObj = {
  render: () => (
    <Frame header={{ bare: true }}>
      <PublicPage title="Sign in">
        <form method="post">
          <Field id="email" label="Email">
            {(wired) => <TextField type="email" name="email" {...wired} />}
          </Field>
          <Field id="password" label="Password">
            {(wired) => <TextField type="password" name="password" {...wired} />}
          </Field>
          <Button variant="primary">Sign in</Button>
        </form>
        <ul>
          <li>
            <Link href="/forgot-password">Forgot your password?</Link>
          </li>
          <li>
            <Link href="/signup">Create an account</Link>
          </li>
        </ul>
      </PublicPage>
    </Frame>
  ),
}

export const Dashboard: StoryObj = {
  render: () => (
    <Frame header={northside('dashboard')}>
      <CommunityPage title="Your training" narrow flash={<Flash>You are in.</Flash>}>
        <Card
          next
          eyebrow="Go on where you were"
          title="Preparing for Thursday"
          actions={
            <ButtonLink href="#a" variant="primary">
              Continue
            </ButtonLink>
          }
        >
          <p className="text-muted">With Interview partner, 3 minutes ago</p>
        </Card>
        <section className="section mt-10">
          <h2>New agents</h2>
          <AgentList agents={agents} />
        </section>
        <section className="section">
          <h2>My conversations</h2>
          <SideList
            label="My conversations"
            items={conversations.map((c) => ({ ...c, current: false }))}
          />
        </section>
      </CommunityPage>
    </Frame>
  ),
}

export const Library: StoryObj = {
  render: () => (
    <Frame header={northside('library')}>
      <CommunityPage title="Agents" lede="Pick one and start talking." narrow>
        <SearchForm label="Search agents" action="/c/northside/agents" />
        <div className="mt-6">
          <AgentList agents={agents} level={2} />
        </div>
        <Pager older="?before=3" />
      </CommunityPage>
    </Frame>
  ),
}

export const LibraryEmpty: StoryObj = {
  render: () => (
    <Frame header={northside('library')}>
      <CommunityPage title="Agents" narrow>
        <EmptyState title="No agent is published yet">
          Your coach is still preparing. Come back, or ask them.
        </EmptyState>
      </CommunityPage>
    </Frame>
  ),
}

const rooms = [
  { href: '/c/northside/admin/agents', label: 'Agents', current: true },
  { href: '/c/northside/admin/members', label: 'Members' },
]

const rows = [
  { id: '1', name: 'Interview partner', status: 'published', changed: '2 hours ago' },
  { id: '2', name: 'Letter writer', status: 'draft', changed: 'yesterday' },
  { id: '3', name: 'Numbers coach', status: 'archived', changed: '4 days ago' },
] as const

export const ManageAgents: StoryObj = {
  render: () => (
    <Frame header={northside('manage')}>
      <AdminPage
        nav={rooms}
        title="Agents"
        actions={
          <ButtonLink href="#new" variant="primary" icon="plus">
            New agent
          </ButtonLink>
        }
      >
        <SearchForm label="Search agents" action="/c/northside/admin/agents" />
        <div className="mt-6">
          <Table
            caption="Agents"
            rows={[...rows]}
            rowKey={(row) => row.id}
            columns={[
              { label: 'Name', cell: (row) => row.name },
              { label: 'State', cell: (row) => <StatusBadge status={row.status} /> },
              { label: 'Changed', cell: (row) => row.changed },
              {
                label: 'Edit',
                end: true,
                cell: (row) => (
                  <ButtonLink href={`#${row.id}`} small aria-label={`Edit ${row.name}`}>
                    Edit
                  </ButtonLink>
                ),
              },
            ]}
          />
        </div>
      </AdminPage>
    </Frame>
  ),
}

export const AgentForm: StoryObj = {
  render: () => (
    <Frame header={northside('manage')}>
      <AdminPage nav={rooms} title="New agent">
        <FormLayout
          preview={
            <AgentFace
              name="Interview partner"
              greeting="Which job do you want to talk about?"
              starters={<span className="badge whitespace-normal">Ask me a hard question</span>}
            />
          }
        >
          <ErrorSummary
            errors={[{ fieldId: 'summary', message: 'Say in a sentence what it is for.' }]}
          />
          <form method="post" noValidate>
            <FormSection title="What members see">
              <Field id="title" label="Name">
                {(wired) => <TextField name="title" defaultValue="Interview partner" {...wired} />}
              </Field>
              <Field
                id="summary"
                label="Summary"
                hint="One sentence, shown in the list."
                errors="Say in a sentence what it is for."
              >
                {(wired) => <TextField name="summary" {...wired} />}
              </Field>
              <Field id="greeting" label="Greeting" optional>
                {(wired) => <TextArea name="greeting" {...wired} />}
              </Field>
            </FormSection>
            <FormSection title="How it answers" note="Members never read this.">
              <Field id="instructions" label="Instructions">
                {(wired) => <TextArea name="instructions" rows={6} {...wired} />}
              </Field>
              <div className="mt-4">
                <Disclosure summary="Advanced">
                  <Choice id="style" label="How freely it words its answers">
                    <Radio name="style" value="precise">
                      Precise
                    </Radio>
                    <Radio name="style" value="balanced" defaultChecked>
                      Balanced
                    </Radio>
                  </Choice>
                </Disclosure>
              </div>
            </FormSection>
            <FormActions>
              <Button variant="primary">Publish agent</Button>
              <Button>Save draft</Button>
            </FormActions>
          </form>
        </FormLayout>
      </AdminPage>
    </Frame>
  ),
}
