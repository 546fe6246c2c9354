/** An expected failure, logged in one line. The job is retried, unless the failure is permanent. */
export class JobError extends Error {
  override name = 'JobError'
  readonly isPermanent: boolean

  constructor(message: string, { isPermanent = false } = {}) {
    super(message.replace(/\s+/g, ' '))
    this.isPermanent = isPermanent
  }
}

/** Runs the job again after this time. Counts as no attempt and is not logged. */
export class JobPostponed extends Error {
  constructor(readonly ms: number) {
    super(`Postponed by ${ms} ms.`)
  }
}
