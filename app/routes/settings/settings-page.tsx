import type { ReactNode } from 'react'
import { Tabs } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { settingsWords } from '~/ui/strings/settings'
import { CommunityPage } from '~/ui/templates/pages'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'

type SettingsRoom = 'profile' | 'password' | 'sessions'
const rooms: SettingsRoom[] = ['profile', 'password', 'sessions']

/** A page of one's own account, with the others as tabs. */
export function SettingsPage({
  room,
  person,
  children,
}: {
  room: SettingsRoom
  person: string
  children: ReactNode
}) {
  const settings = useWords(settingsWords)
  const nav = rooms.map((each) => ({
    href: `/settings/${each}`,
    label: settings[each].title,
    current: each === room,
  }))
  return (
    <SiteFrame person={person}>
      <CommunityPage narrow title={settings.title} flash={<PageFlash />}>
        <div className="subnav">
          <Tabs items={nav} label={settings.nav} />
        </div>
        <h2 className="mb-4">{settings[room].title}</h2>
        <div className="max-w-md">{children}</div>
      </CommunityPage>
    </SiteFrame>
  )
}
