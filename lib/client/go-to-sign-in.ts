import { safeNextPath } from "./next-path";

/** Leave for the sign-in page and come back here afterwards. */
export function goToSignIn() {
  const { pathname, search } = globalThis.location;
  const next = safeNextPath(pathname + search);
  globalThis.location.assign(`/sign-in?next=${encodeURIComponent(next)}`);
}
