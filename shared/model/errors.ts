/** What went wrong and the kind of error, in one line: `TimeoutError: no answer`. For logs and notices. */
export const describeError = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)

/** What went wrong without the kind of error, for a sentence that names the failed thing itself. */
export const errorMessage = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
