import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { querySystem } from '../../db/fixtures/org-schema'
import { asLogin } from '../../queue'
import {
  countEverything,
  exportToNewDeployment,
  newFilePath,
  switchToNewDeployment,
} from './deployment'
import { createOrgWithRows } from './org-with-rows'

// Each test creates two deployments.
vi.setConfig({ testTimeout: 60_000 })

describe('nothing is imported from a file that', () => {
  const lines = (change: (lines: string[]) => string[]) => (file: Buffer) =>
    gzipSync(change(gunzipSync(file).toString().split('\n')).join('\n'))
  const rewithSchema = (from: RegExp, to: string) =>
    lines((all) => all.map((line) => line.replace(from, to)))

  test.each([
    { what: 'is cut off', change: (file: Buffer) => file.subarray(0, -20) },
    { what: 'is cut off early', change: (file: Buffer) => file.subarray(0, 300) },
    { what: 'has no checksums', change: lines((all) => [...all.slice(0, -2), '']) },
    { what: 'lacks a row', change: lines((all) => all.toSpliced(5, 1)) },
    { what: 'has a row twice', change: lines((all) => all.toSpliced(5, 0, all[5] ?? '')) },
    { what: 'has rows after its checksums', change: lines((all) => [...all, all[5] ?? '', '']) },
    { what: 'has a changed row', change: rewithSchema(/Apollo/, 'Mercury') },
    { what: 'has a changed slug', change: rewithSchema(/"slug":"org-/, '"slug":"our-') },
    { what: 'is not JSON', change: rewithSchema(/^\{"table/, '{table') },
  ])('$what', async ({ change }) => {
    const { file, there, before } = await exportToNewDeployment()
    await writeFile(file, change(await readFile(file)))

    await expect(there.importTenant(file)).rejects.toThrow('is incomplete or was changed')

    expect(await countEverything()).toEqual(before)
  })

  test.each([
    {
      what: 'is of other migrations',
      change: rewithSchema(/"version":"[0-9a-f]{8}/, '"version":"01234567'),
      message: 'was written by a build with other migrations',
    },
    {
      what: 'is of another format',
      change: rewithSchema(/organization 1/, 'organization 2'),
      message: 'is not an export of an organization',
    },
    { what: 'is something else', change: () => gzipSync('hello\n'), message: 'is incomplete' },
    {
      what: 'is empty',
      change: () => gzipSync(''),
      message: 'is not an export of an organization',
    },
  ])('$what', async ({ change, message }) => {
    const { file, there, before } = await exportToNewDeployment()
    await writeFile(file, change(await readFile(file)))

    await expect(there.importTenant(file)).rejects.toThrow(message)

    expect(await countEverything()).toEqual(before)
  })
})

test('nothing is imported with an invalid slug of the past', async () => {
  const acme = await createOrgWithRows()
  await asLogin('alter table org_slugs drop constraint org_slugs_format')
  await querySystem(`insert into org_slugs (org_id, slug) values ('${acme.id}', 'Acme Labs')`)
  const file = await newFilePath()
  await exportTenant(acme.slug, file)
  const there = await switchToNewDeployment()
  const before = await countEverything()

  await expect(there.importTenant(file)).rejects.toThrow(
    'contains the slug "Acme Labs". A slug has 2 to 40 lower-case letters',
  )

  expect(await countEverything()).toEqual(before)
})

test.each(['projects', 'Acme'])('nothing is imported as %s', async (slug) => {
  const { file, there, before } = await exportToNewDeployment()

  await expect(there.importTenant(file, { slug })).rejects.toThrow(
    `The slug ${slug} is reserved or invalid. Choose another one with --slug.`,
  )

  expect(await countEverything()).toEqual(before)
})
