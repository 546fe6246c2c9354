import { UserPlus } from 'lucide-react'
import { FormSelect, FormTextarea } from '@/components/action-form'
import { FormDialog } from '@/components/form-dialog'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { requireOrgMember } from '@/lib/orgs/guards'
import { isOpen, listPendingInvitations, type PendingInvitation } from '@/lib/orgs/invitations'
import { listMembers, type Member } from '@/lib/orgs/memberships'
import { may } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { inviteMembersAction } from './actions'

export const metadata = { title: 'Team' }

export default async function TeamPage({ params }: PageProps<'/[orgSlug]/team'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const [{ members }, invitations] = await Promise.all([
    listMembers(scope),
    listPendingInvitations(scope),
  ])
  return (
    <>
      <PageHeader
        title="Team"
        description={`Everyone in ${scope.org.name}.`}
        actions={<InviteMembers scope={scope} />}
      />
      <Members members={members} myId={scope.user.id} />
      {invitations.length > 0 && <PendingInvitations invitations={invitations} />}
    </>
  )
}

function InviteMembers({ scope }: { scope: OrgScope }) {
  const member = { value: 'member', label: 'Member' }
  const admin = { value: 'admin', label: 'Admin' }
  const mayInviteAdmins = may(scope.membership, 'invitation.create_admin')
  return (
    <FormDialog
      trigger={
        <Button>
          <UserPlus aria-hidden />
          Invite members
        </Button>
      }
      title="Invite members"
      description="Each person gets an email with a link that is valid for seven days."
      submit="Send invitations"
      action={inviteMembersAction.bind(null, scope.org.id)}
    >
      <FormTextarea
        name="addresses"
        label="Email addresses"
        rows={3}
        required
        hint="One or several, with commas, spaces or new lines between them."
      />
      <FormSelect name="role" label="Role" options={mayInviteAdmins ? [member, admin] : [member]} />
    </FormDialog>
  )
}

function Members({ members, myId }: { members: Member[]; myId: string }) {
  return (
    <Table label="Members">
      <TableHeader>
        <TableRow>
          <TableHead>Name</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="max-sm:hidden">Joined</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.userId}>
            <TableCell className="w-full max-w-0">
              <div className="flex items-center gap-3">
                <Avatar name={member.name} />
                <div className="min-w-0">
                  <p className="truncate font-medium">
                    {member.name}
                    {member.userId === myId && (
                      <span className="font-normal text-muted-foreground"> (you)</span>
                    )}
                  </p>
                  <p className="truncate text-[0.8125rem] text-muted-foreground">{member.email}</p>
                </div>
              </div>
            </TableCell>
            <TableCell>
              <RoleBadge role={member.role} />
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
              <Time date={member.joinedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function PendingInvitations({ invitations }: { invitations: PendingInvitation[] }) {
  return (
    <section className="mt-10 space-y-4">
      <h2 className="font-semibold text-[0.9375rem]">Pending invitations</h2>
      <Table label="Pending invitations">
        <TableHeader>
          <TableRow>
            <TableHead>Email</TableHead>
            <TableHead>Role</TableHead>
            <TableHead className="max-sm:hidden">Invited by</TableHead>
            <TableHead>Expires</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {invitations.map((invitation) => (
            <TableRow key={invitation.id}>
              <TableCell className="w-full max-w-0 truncate font-medium">
                {invitation.email}
              </TableCell>
              <TableCell>
                <RoleBadge role={invitation.role} />
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {invitation.invitedByName}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">
                {isExpired(invitation) ? (
                  <Badge tone="warning">Expired</Badge>
                ) : (
                  <Time date={invitation.expiresAt} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

const isExpired = ({ expiresAt }: PendingInvitation) => !isOpen({ status: 'pending', expiresAt })

function RoleBadge({ role }: { role: Member['role'] }) {
  return <Badge tone={role === 'admin' ? 'primary' : 'neutral'}>{role}</Badge>
}
