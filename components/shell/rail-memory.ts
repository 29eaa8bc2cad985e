/** A cookie, so that the server draws the rail as it was left and nothing shifts. */
export const RAIL_COOKIE = "atelier.rail";
export const RAIL_COLLAPSED = "collapsed";

const YEAR_SECONDS = 31_536_000;

export function rememberRail(collapsed: boolean) {
  const value = collapsed ? RAIL_COLLAPSED : "open";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `${RAIL_COOKIE}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
