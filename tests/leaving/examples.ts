/** The arguments of each service after the transaction and the user. */
export const examples = {
  listAffectedOrgs: () => [],
  selectAffectedOrgs: () => [],
}
