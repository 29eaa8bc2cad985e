"use client";

import { lazy, Suspense } from "react";
import type { DialogProps } from "./dialog-popup";

const DialogPopup = lazy(async () => ({ default: (await import("./dialog-popup")).DialogPopup }));

/** A modal window whose code is fetched when it first opens. */
export function Dialog(props: DialogProps) {
  return props.open ? (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  ) : null;
}
