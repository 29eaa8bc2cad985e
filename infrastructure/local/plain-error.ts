/** A problem whose message is for the person at the terminal: what is wrong and what to do. */
export class PlainError extends Error {}
