"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { GalleryScreen } from "./gallery-screen";

const ImageScreen = dynamic(() => import("./image-screen").then((module) => module.ImageScreen));

const IMAGE_PATH = /^\/history\/([^/]+)$/;

/** Server rendering has no layout; the effect is for the browser only. */
const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

/**
 * The gallery and the image that is open, by the address. Opening an image from the gallery only
 * changes the address: the gallery stays, hidden, at the place where one left it.
 */
export function HistoryScreen() {
  const imageId = IMAGE_PATH.exec(usePathname())?.[1] ?? null;
  const [hasGallery, setHasGallery] = useState(imageId === null);
  const [lastImageId, setLastImageId] = useState(imageId);
  if (imageId === null && !hasGallery) setHasGallery(true);
  if (imageId !== null && imageId !== lastImageId) setLastImageId(imageId);
  useScrollPlace(imageId === null);
  // Fetched while the person looks at the gallery, so that the first image opens at once.
  useEffect(() => {
    import("./image-screen");
    import("./image-detail");
  }, []);
  return (
    <>
      {hasGallery ? (
        <div hidden={imageId !== null}>
          <GalleryScreen isShown={imageId === null} lastOpenedId={lastImageId} />
        </div>
      ) : null}
      {imageId === null ? null : <ImageScreen imageId={imageId} hasGallery={hasGallery} />}
    </>
  );
}

/** Remembers how far the gallery was scrolled while an image is open. */
function useScrollPlace(isGallery: boolean) {
  const placePx = useRef(0);
  useEffect(() => {
    if (!isGallery) return;
    const note = () => {
      placePx.current = window.scrollY;
    };
    window.addEventListener("scroll", note, { passive: true });
    return () => window.removeEventListener("scroll", note);
  }, [isGallery]);
  useBrowserLayoutEffect(() => {
    window.scrollTo({ top: isGallery ? placePx.current : 0 });
  }, [isGallery]);
}
