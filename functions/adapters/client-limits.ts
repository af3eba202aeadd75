/** Longest wait for a connection, in milliseconds. */
const CONNECT_MS = 1_000

/**
 * Limits of one AWS client: `answerMs` for each try, and how many tries. A hung connection must not eat the time in
 * which an alert is sent. The request timeout alone would only warn (`throwOnRequestTimeout` of
 * NodeHttpHandlerOptions in @smithy/types).
 */
export const clientLimits = (answerMs: number, maxAttempts: number) => ({
  maxAttempts,
  requestHandler: {
    connectionTimeout: CONNECT_MS,
    requestTimeout: answerMs,
    socketTimeout: answerMs,
    throwOnRequestTimeout: true,
  },
})
