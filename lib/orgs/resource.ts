import { type ActivityPart, defineResource } from '@/lib/define-resource'
import { ROLES_WITH_ARTICLE, type Role } from './roles'

export const orgs = defineResource({
  pages: {
    dashboard: { label: 'Dashboard', icon: 'LayoutDashboard', order: 0, shortcut: 'g d' },
    team: { label: 'Team', icon: 'Users', order: 70, shortcut: 'g t' },
    settings: {
      label: 'Settings',
      icon: 'Settings',
      order: 90,
      permission: 'org.update',
      shortcut: 'g s',
    },
  },
  commands: [
    {
      label: 'Invite members',
      icon: 'UserPlus',
      page: 'team',
      permission: 'invitation.create',
      shortcut: 'n m',
    },
  ],
  permissions: {
    'org.update': ['admin'],
    'org.delete': ['admin'],
    'org.restore': ['admin'],
    'membership.update': ['admin'],
    'membership.delete': ['admin'],
    'invitation.create': ['admin', 'member'],
    'invitation.create_admin': ['admin'],
    'invitation.resend': ['admin'],
    'invitation.revoke': ['admin'],
    'invitation.revoke_own': ['admin', 'member'],
  },
  activity: {
    'org.create': {
      label: 'Created the organization',
      describe: ({ name }) => `created the organization ${name}`,
    },
    'org.update': {
      label: 'Changed the organization',
      describe: ({ name, slug }) =>
        [
          name && `renamed the organization to ${name}`,
          slug && `changed ${name ? 'its' : 'the organization’s'} URL to ${slug}`,
        ]
          .filter(Boolean)
          .join(' and '),
    },
    'org.delete': {
      label: 'Deleted the organization',
      describe: ({ name }) => `deleted the organization ${name}`,
    },
    'org.restore': {
      label: 'Restored the organization',
      describe: ({ name }) => `restored the organization ${name}`,
    },
    'org.hand_over': {
      label: 'Handed the organization over',
      describe: ({ name }) => ['handed the organization over to ', memberLink(name)],
    },
    'org.require_two_factor': {
      label: 'Required two-factor authentication',
      describe: () => 'required two-factor authentication of all members',
    },
    'org.stop_requiring_two_factor': {
      label: 'Stopped requiring two-factor authentication',
      describe: () => 'stopped requiring two-factor authentication',
    },
    'membership.make_admin': {
      label: 'Made someone an admin',
      describe: ({ name }) => ['made ', memberLink(name), ' an admin'],
    },
    'membership.make_member': {
      label: 'Made someone a member',
      describe: ({ name }) => ['made ', memberLink(name), ' a member'],
    },
    'membership.delete': { label: 'Removed someone', describe: ({ name }) => `removed ${name}` },
    'membership.leave': {
      label: 'Left the organization',
      describe: () => 'left the organization',
    },
    'membership.delete_account': {
      label: 'Deleted their account',
      describe: () => 'deleted their account',
    },
    'membership.restore_account': {
      label: 'Restored their account',
      describe: () => 'restored their account',
    },
    'invitation.create': {
      label: 'Invited someone',
      describe: ({ email, role }) => [
        'invited ',
        invitationLink(email),
        ` as ${ROLES_WITH_ARTICLE[role as Role]}`,
      ],
    },
    'invitation.resend': {
      label: 'Sent an invitation again',
      describe: ({ email }) => ['sent the invitation to ', invitationLink(email), ' again'],
    },
    'invitation.revoke': {
      label: 'Revoked an invitation',
      describe: ({ email }) => `revoked the invitation to ${email}`,
    },
    'invitation.accept': {
      label: 'Accepted an invitation',
      describe: () => 'accepted an invitation',
    },
    'invitation.decline': {
      label: 'Declined an invitation',
      describe: ({ email }) => `declined the invitation to ${email}`,
    },
  },
})

function memberLink(name = ''): ActivityPart {
  return { text: name, page: 'team', query: { q: name } }
}

// The page lists all pending invitations.
function invitationLink(email = ''): ActivityPart {
  return { text: email, page: 'team' }
}
