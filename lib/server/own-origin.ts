const READING_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may change something: browsers attest where it comes from, and only our own
 * pages pass. A request that tells nothing did not come from a browser and has no business here.
 *
 * @param origin the console's own, from its settings and never from the Host header
 */
export function isFromOurPages(method: string, headers: Headers, origin: string): boolean {
  if (READING_METHODS.has(method)) return true;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  // Browsers leave Sec-Fetch-Site out on plain HTTP; Origin they always send.
  return headers.get("origin") === origin;
}
