import type { ReactNode } from "react";

interface PictureFrameProps {
  /** Pixels of the picture. */
  width: number;
  height: number;
  children: ReactNode;
}

/** What the studio's other parts leave of the window, and never less than a small picture needs. */
const HEIGHT = "max(18rem, 100dvh - 27rem)";

/** Holds the place of one large picture: its shape, as large as the column and the window allow. */
export function PictureFrame({ width, height, children }: PictureFrameProps) {
  return (
    <div
      className="mx-auto flex overflow-hidden rounded-md border border-line bg-sunken"
      style={{
        aspectRatio: `${width} / ${height}`,
        width: `min(100%, calc(${HEIGHT} * ${width / height}))`,
      }}
    >
      {children}
    </div>
  );
}
