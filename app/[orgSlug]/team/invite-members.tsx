import { UserPlus } from 'lucide-react'
import { FormSelect, FormTextarea } from '@/components/forms/action-form'
import { FormOutcomes } from '@/components/forms/form-outcomes'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import { can } from '@/lib/orgs/permissions'
import { ROLE_NAMES, ROLES } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import { inviteMembersAction } from './actions'

export function InviteMembers({ scope: { org, membership } }: { scope: OrgScope }) {
  const canInviteAdmins = can(membership, 'invitation.create_admin')
  const roles = ROLES.filter((role) => role !== 'admin' || canInviteAdmins)
  return (
    <FormDialog
      trigger={
        <Button>
          <UserPlus aria-hidden />
          Invite members
        </Button>
      }
      title="Invite members"
      description="Each person gets an email with a link that expires in seven days."
      submit="Send invitations"
      action={inviteMembersAction.bind(null, org.id)}
    >
      <FormOutcomes />
      <FormTextarea
        name="emails"
        label="Email addresses"
        rows={3}
        required
        hint="Separate emails with commas, spaces or new lines. Names are fine too: Ann Smith <ann@example.com>."
      />
      <FormSelect
        name="role"
        label="Role"
        options={roles.map((role) => ({ value: role, label: ROLE_NAMES[role] }))}
        defaultValue="member"
      />
    </FormDialog>
  )
}
