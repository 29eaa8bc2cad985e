"use client";

import { lazy, type ReactNode, Suspense } from "react";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** `dialog` stands in the middle; `sheet` slides along the right edge, or up from below on a phone. */
  kind?: "dialog" | "sheet";
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
}

const DialogPopup = lazy(async () => ({ default: (await import("./dialog-popup")).DialogPopup }));

/** A modal window whose code is fetched when it first opens. */
export function Dialog(props: DialogProps) {
  return props.open ? (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  ) : null;
}
