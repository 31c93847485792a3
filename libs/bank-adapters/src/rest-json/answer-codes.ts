/** A status query's own code: "no message with this id has reached us". Counts only with status 404 and a valid signature. */
export const NEVER_RECEIVED_CODE = 'NEVER_RECEIVED';
/** With status 429 or 503 and a valid signature: turned away before anything was looked at, may be sent again. */
export const NOT_ACCEPTED_CODE = 'NOT_ACCEPTED';
