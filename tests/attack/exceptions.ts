/** Of the exports that take neither a scope, nor a transaction, nor a person: why they don't. */
export const WITHOUT_SCOPE: Record<string, string[]> = {
  'asks the session': [
    ...['currentUser', 'requireUser', 'getOrgs', 'getCurrentOrg', 'getCurrentMembership'],
    ...['requireOrgMember', 'requireOrgAdmin', 'requireOrgMemberById', 'currentPathIn'],
  ],
  'asks for what was mailed': ['findInvitation', 'joinByInvitation'],
}

/** What is not tried here, and why. */
export const UNTRIED: Record<string, string[]> = {
  'is of actions, which attack.spec.ts posts': [
    ...['publicAction', 'userAction', 'orgAction', 'refreshed', 'signOutAction'],
  ],
  'is of accounts, whose actions it posts too': [
    ...['signUp', 'signIn', 'requestPasswordReset', 'verifyEmail', 'resetPassword'],
    ...['throttle', 'forgive', 'hashSessionToken', 'sessionCookie'],
  ],
  'is of next-auth, whose routes it asks': [
    ...['adapter', '{ auth, handlers, signOut }', 'endSession', 'setSessionCookie'],
  ],
  'is run by the worker, for every org': [
    ...['purgeOrgs', 'cleanUp', 'startWorker', 'tasks', 'orgMails', 'accountMails'],
  ],
  'adds a mail that nobody but its addressee gets': ['addMail'],
  'runs what it is given': ['withFreeSlugs', 'withoutSwallowing'],
  'knows of no org': ['restorableSince', 'newExpiry', 'isOpen', 'may', 'clientAddress'],
}

/**
 * Believe the scope, which only a guard can have made, in the same request: to ask for the membership
 * again would cost each page a statement a list. Whatever changes something does ask.
 */
export const TRUSTING = [
  ...['listProjects', 'listMembers', 'listPendingInvitations', 'listActivity', 'listActors'],
]

/** Theirs, whatever they were before. */
export const MEMBERS_MAY = [
  ...TRUSTING,
  ...['createProject', 'renameProject', 'archiveProject', 'restoreProject'],
  ...['inviteMembers', 'leaveOrg', 'findScope', 'listOrgs', 'homePath', 'homeOf', 'getOrgs'],
  ...['getCurrentOrg', 'getCurrentMembership', 'requireOrgMember', 'requireOrgMemberById'],
]

/** Neither answer what is Acme's nor change it, even for those who may. */
export const SILENT = [
  ...[
    'createOrg',
    'createAccount',
    'createSession',
    'joinByInvitation',
    'authorize',
    'getCurrentMembership',
  ],
  'currentPathIn',
]
