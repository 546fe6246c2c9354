import { FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { Notice } from '@/components/notice'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { DAYS_TO_RESTORE } from '@/lib/leaving/purge-date'
import { requireOrgAdmin } from '@/lib/orgs/guards'
import type { Org } from '@/lib/orgs/scope'
import { deleteOrgAction, updateOrgAction } from './actions'
import { TwoFactor } from './two-factor'

export const metadata = { title: 'Settings' }

export default async function SettingsPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/settings'>) {
  const scope = await requireOrgAdmin((await params).orgSlug)
  const { org } = scope
  const { saved } = await searchParams
  return (
    <>
      {saved !== undefined && <Notice param="saved" message="Changes saved." />}
      <PageHeader title="Settings" description={`Name, URL and security of ${org.name}.`} />
      <div className="max-w-2xl space-y-8">
        <General org={org} />
        <TwoFactor scope={scope} />
        <DangerZone org={org} />
      </div>
    </>
  )
}

function General({ org }: { org: Org }) {
  const action = updateOrgAction.bind(null, org.id)
  return (
    <Card>
      <CardContent>
        <ToastForm
          key={org.slug}
          action={action}
          undo={{ action, fields: { name: org.name, slug: org.slug } }}
          className="space-y-5"
        >
          <FormField
            name="name"
            label="Organization name"
            autoComplete="organization"
            required
            defaultValue={org.name}
          />
          <FormField
            name="slug"
            label="Organization URL"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            defaultValue={org.slug}
            hint="Links with the old URL keep working for members, and no other organization can take it."
          />
          <SubmitButton>Save changes</SubmitButton>
        </ToastForm>
      </CardContent>
    </Card>
  )
}

function DangerZone({ org }: { org: Org }) {
  return (
    <Card className="border-destructive/40">
      <CardHeader
        title="Danger zone"
        description={`All members lose access immediately. An admin can restore the organization within ${DAYS_TO_RESTORE} days. After that, its data is permanently deleted.`}
      />
      <CardContent>
        <FormDialog
          trigger={<Button variant="destructive">Delete organization</Button>}
          title={`Delete ${org.name}?`}
          description={`All members lose access immediately. You can restore it within ${DAYS_TO_RESTORE} days from your list of organizations.`}
          submit="Delete organization"
          variant="destructive"
          action={deleteOrgAction.bind(null, org.id)}
        >
          <FormField
            name="confirmation"
            label={`Type ${org.slug} to confirm`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        </FormDialog>
      </CardContent>
    </Card>
  )
}
