"use client";

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { classNames } from "./class-names";

export interface ThumbnailProps {
  src: string;
  alt: string;
  /** Size of the full picture in pixels; keeps the place so that nothing shifts. */
  width: number;
  height: number;
  /** Fetch at once; for what stands at the top of the page. */
  eager?: boolean;
  className?: string;
}

/** A small picture that keeps its place while it comes, and says so when it does not. */
export function Thumbnail({ src, alt, width, height, eager = false, className }: ThumbnailProps) {
  const [failedSrc, setFailedSrc] = useState<string>();
  if (failedSrc === src) {
    return (
      <span
        role="img"
        aria-label={alt}
        style={{ aspectRatio: `${width} / ${height}` }}
        className={classNames(
          "flex items-center justify-center bg-sunken text-ink-faint",
          className,
        )}
      >
        <ImageOff aria-hidden="true" className="size-5" />
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      width={width}
      height={height}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
      onError={() => setFailedSrc(src)}
      className={classNames("h-auto bg-sunken object-cover", className)}
    />
  );
}
