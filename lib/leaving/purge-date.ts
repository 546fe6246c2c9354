export const DAYS_TO_RESTORE = 30

const RESTORE_MS = DAYS_TO_RESTORE * 24 * 60 * 60 * 1000

/** What was deleted before can no longer be restored. */
export const restorableSince = () => new Date(Date.now() - RESTORE_MS)

export const purgeDate = (deletedAt: Date) => new Date(+deletedAt + RESTORE_MS)
