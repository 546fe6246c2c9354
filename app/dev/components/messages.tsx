import { FolderOpen } from 'lucide-react'
import { FormMessage } from '@/components/forms/form-message'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { State } from './state'

export function Messages() {
  return (
    <div className="space-y-6">
      <div className="grid gap-4 sm:grid-cols-3">
        <FormMessage tone="error">This link has expired. Request a new one.</FormMessage>
        <FormMessage tone="success">Changes saved.</FormMessage>
        <FormMessage tone="info">You are signed in as Ada Quinn.</FormMessage>
      </div>
      <State name="Header of a page" className="rounded-xl border px-6 pt-6">
        <PageHeader
          title="Projects"
          description="What your team works on."
          actions={<Button>New project</Button>}
        />
      </State>
      <div className="grid gap-6 sm:grid-cols-2">
        <State name="Card" className="">
          <Card>
            <CardHeader
              title="General"
              description="Name and URL."
              actions={
                <Button size="sm" variant="outline">
                  Edit
                </Button>
              }
            />
            <CardContent>
              <p className="text-sm">The content of the card.</p>
            </CardContent>
          </Card>
        </State>
        <State name="Empty list" className="">
          <EmptyState
            icon={FolderOpen}
            title="No projects yet"
            description="Create the first project of your team."
            action={<Button>New project</Button>}
          />
        </State>
      </div>
    </div>
  )
}
