import type { Example } from '../attack/load-examples'
import { newCaller, uniqueEmail } from '../factories'

const onMember: Example = ({ userId }) => [userId]
const onInvitation: Example = ({ invitationId }) => [invitationId]
const bySlug: Example = ({ slug }) => [slug]

/** The arguments of each service after the transaction, the scope and the user. */
export const examples: Record<string, Example | Example[]> = {
  authorize: [() => ['org.delete'], () => ['org.restore'], () => ['project.create']],
  createOrg: ({ slug }) => [{ name: 'Stolen', slug }],
  updateOrg: ({ slug }) => [{ name: 'Stolen', slug }],
  deleteOrg: bySlug,
  restoreOrg: ({ orgId }) => [orgId],
  listOrgs: () => [],
  searchOrgs: [() => [], () => [{ search: 'a', sort: 'use', page: 1 }]],
  recordUse: () => [],
  listDeletedOrgs: () => [],
  claimSlug: ({ orgId, slug }) => [orgId, slug],
  findScope: [({ slug }) => [{ slug }], ({ orgId }) => [{ id: orgId }]],
  lockOrg: () => [],

  listMembers: [
    () => [],
    ({ email }) => [{ search: email, sort: 'joined', descending: true, page: 1 }],
  ],
  findTeammate: () => [],
  addMember: [() => ['admin'], () => ['member']],
  makeAdmin: onMember,
  makeMember: onMember,
  handOver: onMember,
  removeMember: onMember,
  leaveOrg: () => [],

  listPendingInvitations: () => [],
  inviteMembers: [
    ({ email }) => [{ emails: [uniqueEmail(), email], role: 'admin' }],
    ({ email }) => [{ emails: [uniqueEmail(), email], role: 'member' }],
  ],
  resendInvitation: onInvitation,
  revokeInvitation: onInvitation,
  listMyInvitations: () => [],
  findInvitation: ({ token }) => [token],
  acceptInvitation: ({ invitationId, orgId }) => [{ id: invitationId, org: { id: orgId } }],
  declineInvitation: ({ invitationId, orgId }) => [{ id: invitationId, org: { id: orgId } }],
  signUpByInvitation: ({ token }) => [
    token,
    { name: 'Stolen', password: 'correct horse battery' },
    newCaller(),
  ],

  getOrgs: () => [],
  getCurrentOrg: bySlug,
  getCurrentMembership: bySlug,
  requireOrgMember: bySlug,
  requireOrgAdmin: bySlug,
  requireOrgMemberById: ({ orgId }) => [orgId],
  requireApiMember: ({ slug }) => [new Request(`http://localhost:3000/api/projects?org=${slug}`)],
  currentPathIn: ({ orgId, slug }) => [{ id: orgId, name: 'Acme', slug }],
  landingPath: () => [],
  findLandingPath: [() => [], bySlug],
  findFirstPath: () => [],
  getMyInvitations: () => [],
  countMyInvitations: [() => [], bySlug],
}
