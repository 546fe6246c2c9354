import { deleteOrg } from '@/lib/orgs/orgs'
import { createOutsiders, type Outsider, signedIn } from '../../attack/outsiders'
import { newOrg, type TargetOrg } from '../../attack/target-org'

/** The seven kinds of outsider and two more. Only the demoted admin is a member of the org. */
export async function createAttackers(acme: TargetOrg): Promise<Record<string, Outsider>> {
  const labs = await newOrg('Labs')
  await deleteOrg(labs, labs.org.slug)
  return {
    ...(await createOutsiders(acme)),
    'an invited user': await signedIn(acme.invited.user),
    'an admin of a deleted org': await signedIn(labs.user),
  }
}
