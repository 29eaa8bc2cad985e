/** Where people land who did not ask for a page. */
export const HOME_PATH = "/studio";

/** A base that no address of ours shares, so that an absolute or scheme-relative one is told apart. */
const BASE = "http://same-origin.invalid";

/**
 * The page to open after signing in, from a `next` that anybody can have written into the link:
 * only a path of this console passes, everything else becomes the studio.
 */
export function safeNextPath(next: unknown): string {
  // A backslash is a slash to browsers; control characters are dropped by them before parsing.
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return HOME_PATH;
  if (!URL.canParse(next, BASE)) return HOME_PATH;
  const url = new URL(next, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//")) return HOME_PATH;
  const isPage = !/^\/(api|sign-in|set-up)(\/|$)/.test(url.pathname);
  return isPage ? `${url.pathname}${url.search}${url.hash}` : HOME_PATH;
}
