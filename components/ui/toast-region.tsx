"use client";

import { lazy, Suspense } from "react";
import { useWaitingToasts } from "./toast";

const ToastList = lazy(async () => ({ default: (await import("./toast-list")).ToastList }));

let wasNeeded = false;

/** Mounted once by the shell; its code is fetched when the first toast is shown. */
export function ToastRegion() {
  wasNeeded ||= useWaitingToasts().length > 0;
  return wasNeeded ? (
    <Suspense>
      <ToastList />
    </Suspense>
  ) : null;
}
