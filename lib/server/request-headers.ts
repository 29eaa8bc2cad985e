/** What proxy.ts tells the pages about their request; a browser's own values are overwritten. */
export const NONCE_HEADER = "x-nonce";
/** Path and query of the page that was asked for. */
export const PATH_HEADER = "x-atelier-path";
