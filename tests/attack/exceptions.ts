import { PERMISSIONS } from '@/lib/orgs/permissions'
import { READS, type Service, takes } from './services'

/** Exports that take neither a scope, nor a transaction, nor a user, by the reason. */
export const WITHOUT_SCOPE: Record<string, string[]> = {
  'reads the session': [
    ...['currentUser', 'requireUser', 'getOrgs', 'getCurrentOrg', 'getCurrentMembership'],
    ...['requireOrgMember', 'requireOrgAdmin', 'requireOrgMemberById', 'requireApiMember'],
    ...['requireApiUser', 'currentPathIn', 'getMyInvitations', 'countMyInvitations'],
  ],
  'takes a token from a mail': [
    ...['findInvitation', 'signUpByInvitation', 'findSignUp', 'findEmailLink'],
  ],
  'takes the token in the cookie of the browser': ['findPendingLink'],
}

/** Exports that the suite does not call, by the reason. */
export const NOT_CALLED: Record<string, string[]> = {
  'makes actions, which attack.spec.ts posts': [
    ...['publicAction', 'userAction', 'orgAction', 'refreshIfChanged'],
  ],
  'serves the actions of accounts, which attack.spec.ts posts': [
    ...[
      'signUp',
      'resendSignUp',
      'signIn',
      'requestEmailLink',
      'signInByLink',
      'verifyEmail',
      'resetPassword',
    ],
    'changePassword',
    ...['oauthCookie', 'setIntent', 'takeIntent'],
    ...['linkCookie', 'setPendingLink', 'pendingLink', 'deletePendingLink'],
    ...['setUpTwoFactor', 'enableTwoFactor', 'replaceRecoveryCodes', 'disableTwoFactor'],
    ...['startAddingPasskey', 'addPasskey', 'startPasskeySignIn', 'signInWithPasskey'],
    ...['passkeyCookie', 'setChallenge', 'takeChallenge', 'spendChallenge'],
    ...['confirmIdentity', 'signInWithCode', 'throttleCodes', 'pendingToken'],
    ...['forgetPendingSignIn', 'hashRecoveryCode', 'wrongCode'],
    ...['requestEmailChange', 'resendEmailChange', 'cancelEmailChange', 'confirmEmailChange'],
    ...['undoEmailChange', 'findUndo', 'refuseTakenEmail', 'confirmPassword', 'emailChangeMails'],
    ...['deleteAccount', 'restoreAccount', 'restoreOrgs', 'findDeletedAccount'],
    ...['exportAccount', 'deletedAccount'],
    ...['throttle', 'resetThrottle', 'hashSessionToken', 'sessionCookie', 'clientIp'],
    ...['currentCaller', 'oldestSession', 'throttleFailures', 'clientOf', 'deviceCookie'],
    ...['setDeviceCookie', 'rateLimitStore', 'requireLocalMode'],
    ...['refuseDemoPassword', 'isLocalMode', 'mailCookie', 'lastMail', 'setLastMail'],
  ],
  'reads or ends the session of the request, for guards': [
    ...['findSession', 'findOrgSession', 'readSession', 'redirectToSignIn', 'signedOut'],
    'sessionColumns',
    ...[
      'isOpenSession',
      'extendSession',
      'deleteSession',
      'endSession',
      'enter',
      'pendingCookie',
      ...['findPendingSignIn', 'cancelPendingSignIn'],
    ],
  ],
  'is run by the worker or by an operator, for all orgs': [
    ...[
      'purgeOrgs',
      'purgeAccounts',
      'purgeMemberships',
      'cleanUp',
      'deletionMails',
      'startWorker',
      'tasks',
      'orgMails',
      'accountMails',
      'twoFactorMails',
      'wayInMails',
      'accountExists',
    ],
  ],
  'adds a job or a mail that only its recipient gets': [
    ...['addJob', 'addMail', 'deletePictureLater'],
  ],
  'takes what a provider says about a person': ['signInWithProvider'],
  'runs its argument': ['withSlugSuggestion'],
  'knows no org': [
    'canUploadPictures',
    'purgedFrom',
    'isOpen',
    'can',
    'PERMISSIONS',
    'senderCanSend',
    'isWaiting',
    'describeSecurityEvent',
    'invalidLink',
    ...['newChallenge', 'verifyNewCredential', 'verifySignature', 'refusePasskey'],
    ...['relyingPartyId', 'TIMEOUT_MS'],
  ],
}

/** Return what belongs to the user, who is still a member. They take no scope, or only leave the org. */
const OF_THE_USER = [
  ...[
    'leaveOrg',
    'recordUse',
    'findScope',
    'listOrgsRequiringTwoFactor',
    'listOrgs',
    'searchOrgs',
    'landingPath',
    'findLandingPath',
    ...['findFirstPath', 'getMyInvitations', 'countMyInvitations'],
    'getOrgs',
  ],
  ...['getCurrentOrg', 'getCurrentMembership', 'requireOrgMember', 'requireOrgMemberById'],
  ...['requireApiMember', 'listAffectedOrgs', 'selectAffectedOrgs'],
]

/** Neither show nor change anything of the org, even for an admin. */
export const WITHOUT_EFFECT = [
  ...[
    'createOrg',
    'createAccount',
    'createSession',
    'completeSignIn',
    'beginSession',
    'createPendingSignIn',
    'signUpByInvitation',
    'authorize',
  ],
  ...['getCurrentMembership', 'currentPathIn', 'countProjects', 'countMyInvitations'],
  ...['findFirstPath', 'findSignUp', 'findEmailLink', 'findTeammate'],
  ...['listSessions', 'revokeSession', 'revokeOtherSessions'],
  ...['listPasskeys', 'renamePasskey', 'removePasskey'],
  ...['lockUser', 'requireWayIn', 'announceWayIn'],
  ...['findWaysIn', 'connectProvider', 'disconnectProvider', 'link', 'verifyEmailOf'],
  ...['createPendingLink', 'findPendingLink', 'acceptPendingLink'],
  ...['findTwoFactor', 'findConfirmation', 'verifyCode'],
  ...['setTwoFactorRequired', 'findRequirement', 'listMembersWithTwoFactor'],
  'listOrgsRequiringTwoFactor',
  ...['createRecoveryCodes', 'countRecoveryCodes'],
  ...['setPicture', 'removePicture', 'readPicture'],
  ...['updatePreferences', 'updateTheme', 'adoptTimeZone'],
  ...['updateProfile', 'replacePassword', 'takeEmailLink', 'endOtherSessions'],
  ...['recordSecurityEvent', 'listSecurityEvents'],
  ...['addEmailLink', 'findEmailChange', 'findEmailToConfirm', 'requireSamePassword'],
]

/**
 * A read without a permission trusts the scope, which only a guard can have made in the same request.
 * Reading the membership again would cost each page a statement per list.
 */
export const trustsScope = (service: Service) =>
  takes(service, 'OrgScope') &&
  !takes(service, 'Tx') &&
  READS.test(service.name) &&
  !service.permissions.length

/** By its permission if it has one. */
export function isOpenToMembers(service: Service): boolean {
  const { name, permissions } = service
  if (permissions.length) return permissions.some((one) => PERMISSIONS[one].includes('member'))
  return trustsScope(service) || OF_THE_USER.includes(name)
}

export const listedNames = [
  ...Object.values(WITHOUT_SCOPE).flat(),
  ...Object.values(NOT_CALLED).flat(),
  ...OF_THE_USER,
  ...WITHOUT_EFFECT,
]
