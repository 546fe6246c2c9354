import type { AuditAction } from './record'

/** How each action reads in a list to choose from. */
export const ACTION_NAMES: Record<AuditAction, string> = {
  'org.create': 'Created the organization',
  'org.update': 'Changed the organization',
  'org.delete': 'Deleted the organization',
  'org.restore': 'Restored the organization',
  'org.hand_over': 'Handed the organization over',
  'membership.make_admin': 'Made someone an admin',
  'membership.make_member': 'Made someone a member',
  'membership.delete': 'Removed someone',
  'membership.leave': 'Left the organization',
  'invitation.create': 'Invited someone',
  'invitation.resend': 'Sent an invitation again',
  'invitation.revoke': 'Revoked an invitation',
  'invitation.accept': 'Accepted an invitation',
  'invitation.decline': 'Declined an invitation',
  'project.create': 'Created a project',
  'project.rename': 'Renamed a project',
  'project.archive': 'Archived a project',
  'project.restore': 'Restored a project',
  'project.delete': 'Deleted a project',
}
