"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

export interface LinkProps extends ComponentProps<"a"> {
  /** Path of a page of this console. */
  href: string;
  /** Fetch the page as soon as the pointer or the focus is on the link. */
  prefetch?: boolean;
}

/** The browser has its own meaning for these: a new tab, a new window, a download. */
const isBrowsersOwn = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey;

/**
 * A link to a page of this console. next/link does the same for addresses of every kind and for two
 * routers, and weighs 3 kB more on every page.
 */
export function Link({ href, prefetch = true, onClick, ...rest }: LinkProps) {
  const router = useRouter();
  const fetchAhead = prefetch ? () => router.prefetch(href) : undefined;
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || isBrowsersOwn(event) || rest.target) return;
    event.preventDefault();
    router.push(href);
  };
  return (
    <a onPointerEnter={fetchAhead} onFocus={fetchAhead} {...rest} href={href} onClick={open} />
  );
}
