import { Check, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { NewProject } from '@/app/[orgSlug]/projects/new-project'
import { cn } from '@/components/cn'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgUrl } from '@/lib/urls'

/** What a new organization needs. Renders nothing once everything is done. */
export function FirstSteps({
  scope,
  hasTeam,
  hasProject,
}: {
  scope: OrgScope
  hasTeam: boolean
  hasProject: boolean
}) {
  if (hasTeam && hasProject) return null
  const done = 1 + Number(hasTeam) + Number(hasProject)
  return (
    <Card aria-label="Get started">
      <CardHeader title="Get started" description={`${done} of 3 steps done`} />
      <CardContent>
        <ol className="-my-4 divide-y">
          <Step done title="Create your organization" text={`${scope.org.name} is ready.`} />
          <Step
            done={hasTeam}
            title="Invite your team"
            text="Each person gets an email with a link to join."
            action={
              can(scope.membership, 'invitation.create') && (
                <Button asChild>
                  <Link href={orgUrl(scope.org, 'team', { dialog: 'Invite members' })}>
                    <UserPlus aria-hidden />
                    Invite members
                  </Link>
                </Button>
              )
            }
          />
          <Step
            done={hasProject}
            title="Start your first project"
            text="Projects are what your team works on together."
            action={can(scope.membership, 'project.create') && <NewProject scope={scope} />}
          />
        </ol>
      </CardContent>
    </Card>
  )
}

function Step({
  done,
  title,
  text,
  action,
}: {
  done: boolean
  title: string
  text: string
  action?: ReactNode
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
      <span
        className={cn(
          'flex size-6 shrink-0 items-center justify-center rounded-full border',
          done ? 'border-success/25 bg-success-soft text-success' : 'border-dashed border-input',
        )}
      >
        {done && <Check aria-hidden className="size-3.5" />}
      </span>
      <div className="min-w-0 flex-1 basis-40 text-sm">
        <p className={cn('font-medium', done && 'text-muted-foreground')}>
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </p>
        <p className="text-muted-foreground [overflow-wrap:anywhere]">{text}</p>
      </div>
      {!done && <div>{action}</div>}
    </li>
  )
}
