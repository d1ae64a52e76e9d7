import { index, prefix, route, type RouteConfig } from '@remix-run/route-config'

/** Every address of the site. Files are adapters: parse, gate, call the domain, respond. */
export default [
  index('routes/front.tsx'),
  route('help', 'routes/help.tsx'),
  route('privacy', 'routes/privacy.tsx'),
  route('accessibility', 'routes/accessibility.tsx'),
  route('healthz', 'routes/healthz.ts'),
  route('design', 'routes/design.tsx'),

  // Finding (public, cached whole)
  route('activities', 'routes/activities/list.tsx'),
  route('activities.ics', 'routes/activities/feed.ts'),
  route('activities.atom', 'routes/activities/atom.ts'),
  route('activities/:slug.ics', 'routes/activities/file.ts'),
  route('activities/:slug', 'routes/activities/activity.tsx'),
  route('series/:slug.ics', 'routes/series/file.ts'),
  route('series/:slug', 'routes/series/series.tsx'),
  route('openings', 'routes/openings/list.tsx'),
  route('openings.atom', 'routes/openings/feed.ts'),
  route('openings/:slug', 'routes/openings/opening.tsx'),
  route('activities/:slug/poster.pdf', 'routes/activities/poster.ts'),
  route('o/:org', 'routes/organisations/organisation.tsx'),
  route('o/:org/activities.ics', 'routes/organisations/feed.ts'),
  route('o/:org/activities.atom', 'routes/organisations/atom.ts'),
  route('o/:org/embed', 'routes/organisations/embed.ts'),
  route('api/activities', 'routes/api/activities.ts'),
  route('api/openings', 'routes/api/openings.ts'),
  route('api/openapi.json', 'routes/api/openapi.ts'),
  route('pictures/:id.webp', 'routes/pictures/picture.ts'),

  // Peer groups
  route('groups', 'routes/groups/list.tsx'),
  route('groups/:slug', 'routes/groups/group.tsx'),
  route('groups/:slug/join', 'routes/groups/join.tsx'),
  route('groups/:slug/membership', 'routes/groups/membership.tsx'),
  route('groups/:slug/board', 'routes/groups/board.tsx'),
  route('groups/:slug/board/:post', 'routes/groups/post.tsx'),

  // Joining
  route('activities/:slug/join', 'routes/activities/join.tsx'),
  route('activities/:slug/leave', 'routes/activities/leave.tsx'),
  route('series/:slug/join', 'routes/series/join.tsx'),
  route('series/:slug/leave', 'routes/series/leave.tsx'),
  route('answer/:token', 'routes/activities/answer.tsx'),
  route('activities/:slug/together', 'routes/activities/together.tsx'),
  route('together/:token', 'routes/activities/invited.tsx'),
  route('activities/:slug/rides', 'routes/activities/rides.tsx'),
  route('unsubscribe/:token', 'routes/unsubscribe.tsx'),
  route('calendar/:token.ics', 'routes/calendar/personal-feed.ts'),

  // At the door and afterwards
  route('here/:token', 'routes/here.tsx'),
  route('feedback/:token', 'routes/feedback/answer.tsx'),
  route('feedback/:token/off', 'routes/feedback/off.tsx'),

  // Giving time
  route('volunteer', 'routes/volunteer/invitation.tsx'),
  route('volunteer/:org', 'routes/volunteer/organisation.tsx'),
  route('volunteer/:org/sign-up', 'routes/volunteer/sign-up.tsx'),

  // Applying
  route('openings/:slug/apply', 'routes/openings/apply.tsx'),

  // Signing in
  route('sign-in', 'routes/identity/sign-in.tsx'),
  route('sign-in/code', 'routes/identity/code.tsx'),
  route('sign-in/link/:token', 'routes/identity/link.tsx'),
  route('sign-in/passkey', 'routes/identity/passkey.ts'),
  route('sign-in/demo', 'routes/identity/demo.ts'),
  route('sign-out', 'routes/identity/sign-out.ts'),
  route('invitations/:token', 'routes/organisations/invitation.tsx'),

  // The person's own pages
  ...prefix('me', [
    index('routes/me/home.tsx'),
    route('calendar', 'routes/me/calendar.tsx'),
    route('applications', 'routes/me/applications.tsx'),
    route('applications/:id', 'routes/me/application.tsx'),
    route('volunteering', 'routes/me/volunteering.tsx'),
    route('volunteering/:org', 'routes/me/volunteering-story.tsx'),
    route('volunteering/:org/edit', 'routes/me/volunteering-edit.tsx'),
    route('volunteering/:org/conversation', 'routes/me/volunteering-conversation.tsx'),
    route('volunteering/:org/declaration', 'routes/me/volunteering-declaration.tsx'),
    route('volunteering/:org/references', 'routes/me/volunteering-references.tsx'),
    route('volunteering/:org/sober', 'routes/me/volunteering-sober.tsx'),
    route('pairings/:id', 'routes/me/pairing.tsx'),
    route('settings', 'routes/me/settings.tsx'),
    route('notifications', 'routes/me/notifications.tsx'),
    route('mails', 'routes/me/mails.tsx'),
    route('sessions', 'routes/me/sessions.tsx'),
    route('passkeys', 'routes/me/passkeys.tsx'),
  ]),

  // The organisation's workplace
  ...prefix('manage/:org', [
    index('routes/manage/home.tsx'),
    route('activities/new', 'routes/manage/activity-new.tsx'),
    route('activities/:id', 'routes/manage/activity.tsx'),
    route('activities/:id/edit', 'routes/manage/activity-edit.tsx'),
    route('activities/:id/export.csv', 'routes/manage/activity-export-csv.ts'),
    route('activities/:id/export.xlsx', 'routes/manage/activity-export-xlsx.ts'),
    route('activities/:id/preview', 'routes/manage/activity-preview.tsx'),
    route('activities/:id/attendance', 'routes/manage/attendance.tsx'),
    route('activities/:id/attendance/sync', 'routes/manage/attendance-sync.ts'),
    route('activities/:id/door', 'routes/manage/door.tsx'),
    route('activities/:id/feedback', 'routes/manage/feedback.tsx'),
    route('groups', 'routes/manage/groups.tsx'),
    route('groups/new', 'routes/manage/group-new.tsx'),
    route('groups/:id', 'routes/manage/group.tsx'),
    route('groups/:id/edit', 'routes/manage/group-edit.tsx'),
    route('groups/:id/meetings', 'routes/manage/group-meetings.tsx'),
    route('openings', 'routes/manage/openings.tsx'),
    route('openings/new', 'routes/manage/opening-new.tsx'),
    route('openings/:id', 'routes/manage/opening.tsx'),
    route('openings/:id/edit', 'routes/manage/opening-edit.tsx'),
    route('openings/:id/preview', 'routes/manage/opening-preview.tsx'),
    route('openings/:id/applications/:application', 'routes/manage/application.tsx'),
    route('volunteers', 'routes/manage/volunteers.tsx'),
    route('volunteers/requirements', 'routes/manage/volunteer-requirements.tsx'),
    route('volunteers/times', 'routes/manage/volunteer-times.tsx'),
    route('volunteers/:id', 'routes/manage/volunteer.tsx'),
    route('export', 'routes/manage/export.tsx'),
    route('export.csv', 'routes/manage/export-csv.ts'),
    route('export.xlsx', 'routes/manage/export-xlsx.ts'),
    route('import', 'routes/manage/import.tsx'),
    route('import/:id', 'routes/manage/import-preview.tsx'),
    route('pairings', 'routes/manage/pairings.tsx'),
    route('pairings/limits', 'routes/manage/pairing-limits.tsx'),
    route('pairings/:id', 'routes/manage/pairing.tsx'),
    route('people', 'routes/manage/people.tsx'),
    route('settings', 'routes/manage/settings.tsx'),
    route('settings/embed', 'routes/manage/embed.tsx'),
    route('help-lines', 'routes/manage/help-lines.tsx'),
    route('history', 'routes/manage/history.tsx'),
  ]),

  // What comes in by mail
  route('webhooks/resend', 'routes/webhooks/resend.ts'),

  // Where mails arrive when no provider is configured
  route('mailbox', 'routes/mailbox/list.tsx'),
  route('mailbox/:id', 'routes/mailbox/mail.tsx'),
  route('mailbox/:id/html', 'routes/mailbox/html.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
