import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { migrate, SYSTEM_MIGRATIONS } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { hasSlugFormat } from '@/lib/tenancy/slugs'
import { asLogin } from '../queue'
import { querySystem } from './fixtures/org-schema'

test.each([
  ['acme', true],
  ['a1', true],
  ['4-u', true],
  ['a-b-c', true],
  ['a'.repeat(40), true],
  ['', false],
  ['a', false],
  ['a'.repeat(41), false],
  ['Acme', false],
  ['acmé', false],
  ['acme labs', false],
  ['acme/team', false],
  ['acme_labs', false],
  ['-acme', false],
  ['acme-', false],
  ['acme--labs', false],
  ['acme\n', false],
])('the database accepts the slug %j: %s', async (slug, isValid) => {
  const insert = querySystem(
    `insert into org_slugs (org_id, slug) values ('${randomUUID()}', '${slug}')`,
  )

  if (isValid) await insert
  else await expect(insert).rejects.toMatchObject({ cause: { constraint: 'org_slugs_format' } })
  expect(hasSlugFormat(slug)).toBe(isValid)
})

test('the migration of a database with an invalid slug says how to find it', async () => {
  const migration = migrationsIn(SYSTEM_MIGRATIONS).find(({ name }) => name.endsWith('slug_format'))
  await asLogin(
    `alter table org_slugs drop constraint org_slugs_format;
     delete from __migrations where hash = '${migration?.hash}'`,
  )
  const id = randomUUID()
  await querySystem(`insert into org_slugs (org_id, slug) values ('${id}', 'Acme Labs')`)

  await expect(migrate()).rejects.toThrow(
    /^Some Organization URLs are invalid\.[\s\S]*select \* from org_slugs where[\s\S]*db:migrate/,
  )

  await querySystem(`update org_slugs set slug = 'acme-labs' where org_id = '${id}'`)
  await migrate()
  await expect(
    querySystem(`update org_slugs set slug = 'Acme' where org_id = '${id}'`),
  ).rejects.toMatchObject({ cause: { constraint: 'org_slugs_format' } })
})
