import type { ReactNode } from "react";

interface PictureFrameProps {
  /** Pixels of the picture. */
  width: number;
  height: number;
  children: ReactNode;
}

/** Holds the place of one large picture: its shape, as large as the column and the window allow. */
export function PictureFrame({ width, height, children }: PictureFrameProps) {
  return (
    <div
      className="mx-auto flex overflow-hidden rounded-md border border-line bg-sunken"
      style={{
        aspectRatio: `${width} / ${height}`,
        width: `min(100%, calc(58dvh * ${width / height}), 40rem)`,
      }}
    >
      {children}
    </div>
  );
}
