import { index, layout, type RouteConfig, route } from '@remix-run/route-config'

/** The URL map. A file under `routes/` serves exactly one line of it. */
export default [
  index('routes/home/landing.tsx'),
  route('/dashboard', 'routes/home/dashboard.tsx'),
  route('/sandbox', 'routes/home/sandbox.tsx'),
  route('/communities', 'routes/home/communities.tsx'),

  route('/login', 'routes/auth/login.tsx'),
  route('/signup', 'routes/auth/signup.tsx'),
  route('/logout', 'routes/auth/logout.tsx'),
  route('/forgot-password', 'routes/auth/forgot-password.tsx'),
  route('/reset-password', 'routes/auth/reset-password.tsx'),
  route('/auth/code', 'routes/auth/code.tsx'),
  route('/auth/confirm', 'routes/auth/confirm.tsx'),

  route('/settings', 'routes/settings/home.tsx'),
  route('/settings/profile', 'routes/settings/profile.tsx'),
  route('/settings/password', 'routes/settings/password.tsx'),
  route('/settings/sessions', 'routes/settings/sessions.tsx'),

  // The platform's pages, for super admins.
  route('/admin', 'routes/home/admin.tsx'),
  route('/admin/dashboard', 'routes/platform/dashboard.tsx'),
  route('/admin/content', 'routes/platform/content.tsx'),
  route('/admin/content/:item', 'routes/platform/content-item.tsx'),

  // A community's pages: the community is in the address.
  route('/c/:community', 'routes/community/layout.tsx', [
    index('routes/community/home.tsx'),
    route('dashboard', 'routes/community/dashboard.tsx'),
    route('admin', 'routes/community/admin.tsx'),
    route('admin/members', 'routes/community/members.tsx'),
    route('admin/settings', 'routes/community/settings.tsx'),
    route('search', 'routes/library/search.tsx'),
    route('favourites', 'routes/library/favourites.tsx'),
    route('search/names', 'routes/library/search-names.ts'),

    // What coaches publish: a list of each kind for members, and one for coaches, and of all kinds.
    route('agents', 'routes/library/items.tsx', { id: 'library/agents' }),
    route('videos', 'routes/library/items.tsx', { id: 'library/videos' }),
    route('documents', 'routes/library/items.tsx', { id: 'library/documents' }),
    route('prompts', 'routes/library/items.tsx', { id: 'library/prompts' }),
    route('automations', 'routes/library/items.tsx', { id: 'library/automations' }),
    route('agents/:item', 'routes/library/agent.tsx'),
    route('videos/:item', 'routes/library/video.tsx'),
    route('videos/:item/captions', 'routes/library/video-captions.ts'),
    route('videos/:item/progress', 'routes/library/video-progress.ts'),
    route('documents/:item', 'routes/library/document.tsx'),
    route('documents/:item/progress', 'routes/library/document-progress.ts'),
    route('documents/:item/markdown', 'routes/library/document-markdown.ts'),
    route('prompts/:item', 'routes/library/prompt.tsx'),
    route('automations/:item', 'routes/library/automation.tsx'),
    route('automations/:item/runs/:run', 'routes/library/automation-run.tsx'),
    route('agents/:item/changes', 'routes/library/changes.tsx', { id: 'library/agent-changes' }),
    route('videos/:item/changes', 'routes/library/changes.tsx', { id: 'library/video-changes' }),
    route('documents/:item/changes', 'routes/library/changes.tsx', {
      id: 'library/document-changes',
    }),
    route('prompts/:item/changes', 'routes/library/changes.tsx', { id: 'library/prompt-changes' }),
    route('automations/:item/changes', 'routes/library/changes.tsx', {
      id: 'library/automation-changes',
    }),
    route('admin/content', 'routes/admin/desk.tsx', { id: 'admin/content' }),
    route('admin/agents', 'routes/admin/desk.tsx', { id: 'admin/agents' }),
    route('admin/agents/new', 'routes/admin/agent-new.tsx'),
    route('admin/files/:item', 'routes/files/item-files.tsx'),
    route('admin/agents/:item', 'routes/admin/agent-edit.tsx'),
    route('admin/agents/:item/versions', 'routes/admin/versions.tsx', {
      id: 'admin/agent-versions',
    }),
    route('admin/videos', 'routes/admin/desk.tsx', { id: 'admin/videos' }),
    route('admin/videos/new', 'routes/admin/video-new.tsx'),
    route('admin/videos/:item', 'routes/admin/video-edit.tsx'),
    route('admin/videos/:item/versions', 'routes/admin/versions.tsx', {
      id: 'admin/video-versions',
    }),
    route('admin/documents', 'routes/admin/desk.tsx', { id: 'admin/documents' }),
    route('admin/documents/new', 'routes/admin/document-new.tsx'),
    route('admin/documents/:item', 'routes/admin/document-edit.tsx'),
    route('admin/documents/:item/versions', 'routes/admin/versions.tsx', {
      id: 'admin/document-versions',
    }),
    route('admin/prompts', 'routes/admin/desk.tsx', { id: 'admin/prompts' }),
    route('admin/prompts/new', 'routes/admin/prompt-new.tsx'),
    route('admin/prompts/:item', 'routes/admin/prompt-edit.tsx'),
    route('admin/prompts/:item/versions', 'routes/admin/versions.tsx', {
      id: 'admin/prompt-versions',
    }),
    route('admin/automations', 'routes/admin/desk.tsx', { id: 'admin/automations' }),
    route('admin/automations/new', 'routes/admin/automation-new.tsx'),
    route('admin/automations/:item', 'routes/admin/automation-edit.tsx'),
    route('admin/automations/:item/versions', 'routes/admin/versions.tsx', {
      id: 'admin/automation-versions',
    }),

    layout('routes/sandbox/layout.tsx', [
      route('sandbox', 'routes/sandbox/begin.tsx'),
      route('sandbox/trash', 'routes/sandbox/trash.tsx'),
      route('sandbox/:conversation', 'routes/sandbox/conversation.tsx'),
    ]),
  ]),

  route('/unsent', 'routes/sandbox/unsent.tsx'),
  route('/unsent/agent', 'routes/admin/unsent-item.tsx', { id: 'unsent/agent' }),
  route('/unsent/video', 'routes/admin/unsent-item.tsx', { id: 'unsent/video' }),
  route('/unsent/document', 'routes/admin/unsent-item.tsx', { id: 'unsent/document' }),
  route('/unsent/prompt', 'routes/admin/unsent-item.tsx', { id: 'unsent/prompt' }),
  route('/unsent/automation', 'routes/admin/unsent-item.tsx', { id: 'unsent/automation' }),
  route('/api/answers', 'routes/api/answers.ts'),
  route('/api/answers/:answer', 'routes/api/answers-follow.ts'),
  route('/api/uploads', 'routes/files/uploads.ts'),
  route('/api/uploads/:upload', 'routes/files/upload.ts'),
  route('/api/uploads/:upload/parts', 'routes/files/upload-parts.ts'),
  route('/files/:file/:name', 'routes/files/file.ts'),
  route('/healthz', 'routes/api/healthz.ts'),
  route('/readyz', 'routes/api/readyz.ts'),
  route('/problem/:code', 'routes/problem.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
