"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLocale } from "next-intl";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Image } from "@/lib/contract/images";
import { formatDay } from "@/lib/format/dates";
import {
  GALLERY_GAP_PX,
  type GalleryRow,
  galleryRows,
  type Move,
  moveInGallery,
  rowOfImage,
} from "./gallery-rows";
import { GalleryTile } from "./gallery-tile";

interface GalleryProps {
  images: Image[];
  label: string;
  /** Called when the end comes near. */
  onNearEnd: () => void;
  /** False while an image is open and the gallery waits behind it. */
  isShown: boolean;
  /** The image that was open before; coming back, one stands on it. */
  lastOpenedId: string | null;
}

const MOVE_BY_KEY: Record<string, Move> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};
const OVERSCAN_ROWS = 4;
const ROWS_BEFORE_END = 8;

/** Width of an element, followed as it changes; 0 before the first measure. */
function useWidth(element: RefObject<HTMLElement | null>) {
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    // Hidden behind an image the width is 0, and the rows had better stay as they are.
    const note = (width: number) => width > 0 && setWidthPx(Math.floor(width));
    const observer = new ResizeObserver(([entry]) => note(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    note(element.current.getBoundingClientRect().width);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}

/** Thumbnails in justified rows, of which only those in sight exist; arrow keys move, Enter opens. */
export function Gallery({ images, label, onNearEnd, isShown, lastOpenedId }: GalleryProps) {
  const list = useRef<HTMLElement>(null);
  const widthPx = useWidth(list);
  const rows = useMemo(() => galleryRows(images, widthPx), [images, widthPx]);
  const [focusIndex, setFocusIndex] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rows[index]!.heightPx,
    getItemKey: (index) => rows[index]!.key,
    gap: GALLERY_GAP_PX,
    overscan: OVERSCAN_ROWS,
    scrollMargin: list.current?.offsetTop ?? 0,
  });

  // Row heights follow the width, which the virtualizer cannot know.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again exactly when the rows change
  useLayoutEffect(() => virtualizer.measure(), [rows]);

  const items = virtualizer.getVirtualItems();
  const lastRow = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastRow >= rows.length - ROWS_BEFORE_END) onNearEnd();
  }, [lastRow, rows.length, onNearEnd]);

  const focus = useGalleryFocus(list, rows, virtualizer.scrollToIndex, setFocusIndex);
  useReturn(isShown, rows.length > 0, images, lastOpenedId, focus);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVE_BY_KEY[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focus(moveInGallery(rows, focusIndex, move));
  };

  return (
    <section
      ref={list}
      aria-label={label}
      onKeyDown={onKeyDown}
      className="relative w-full"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => (
        <div
          key={key}
          className="absolute inset-x-0 top-0"
          style={{
            height: rows[index]!.heightPx,
            transform: `translateY(${start - virtualizer.options.scrollMargin}px)`,
          }}
        >
          <GalleryRowView row={rows[index]!} focusIndex={focusIndex} onFocus={setFocusIndex} />
        </div>
      ))}
    </section>
  );
}

interface RowViewProps {
  row: GalleryRow;
  focusIndex: number;
  onFocus: (index: number) => void;
}

function GalleryRowView({ row, focusIndex, onFocus }: RowViewProps) {
  const locale = useLocale();
  if (row.type === "day") {
    return (
      <h2 className="flex h-full items-end pb-1 font-medium text-ink-muted text-sm">
        {formatDay(`${row.day}T12:00:00`, locale)}
      </h2>
    );
  }
  return (
    <div className="flex h-full" style={{ gap: GALLERY_GAP_PX }}>
      {row.images.map((placed) => (
        <GalleryTile
          key={placed.image.id}
          placed={placed}
          heightPx={row.heightPx}
          isTabStop={placed.index === focusIndex}
          onFocus={onFocus}
        />
      ))}
    </div>
  );
}

/** Moves the focus to an image, scrolling to it where it is not drawn yet. */
function useGalleryFocus(
  list: RefObject<HTMLElement | null>,
  rows: GalleryRow[],
  scrollToIndex: (row: number) => void,
  setFocusIndex: (index: number) => void,
) {
  return (index: number) => {
    setFocusIndex(index);
    scrollToIndex(rowOfImage(rows, index));
    // The row may first have to be drawn at its new place.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        list.current
          ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
          ?.focus({ preventScroll: true }),
      ),
    );
  };
}

/** Coming back from an image: stand on the one that was open last. */
function useReturn(
  isShown: boolean,
  isReady: boolean,
  images: Image[],
  lastOpenedId: string | null,
  focus: (index: number) => void,
) {
  const returnTo = useRef<string | null>(null);
  useEffect(() => {
    if (!isShown) returnTo.current = lastOpenedId;
    else if (isReady && returnTo.current !== null) {
      const index = images.findIndex(({ id }) => id === returnTo.current);
      returnTo.current = null;
      if (index >= 0) focus(index);
    }
  }, [isShown, isReady, images, lastOpenedId, focus]);
}
