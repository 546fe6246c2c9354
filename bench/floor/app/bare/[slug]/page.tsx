import { select } from '../../../select'

type Project = { id: string; name: string; created_by_name: string; created_at: Date }

export const dynamic = 'force-dynamic'

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const projects = await select<Project>(
    `select id, name, created_by_name, created_at from tenant.projects
     where org_id = (select org_id from org_slugs where slug = $1)
     order by created_at desc limit 10`,
    slug,
  )
  return (
    <table>
      <tbody>
        {projects.map(({ id, name, created_by_name, created_at }) => (
          <tr key={id}>
            <td>{name}</td>
            <td>{created_by_name}</td>
            <td>{created_at.toISOString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
