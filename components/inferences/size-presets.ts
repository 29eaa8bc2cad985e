import type { EngineCapabilities } from "@/lib/rules/engines";

export type Shape = "square" | "portrait" | "landscape" | "tall" | "wide";

const RATIO_BY_SHAPE: Record<Shape, number> = {
  square: 1,
  portrait: 3 / 4,
  landscape: 4 / 3,
  tall: 9 / 16,
  wide: 16 / 9,
};
export const SHAPES = Object.keys(RATIO_BY_SHAPE) as Shape[];

export interface Size {
  width: number;
  height: number;
}

const allowed = (edge: number, { min, max, step }: EngineCapabilities["size"]) =>
  Math.min(max, Math.max(min, Math.round(edge / step) * step));

/** A size of this shape with about as many pixels as the engine likes best. */
export function sizeOf(shape: Shape, { size }: EngineCapabilities): Size {
  const ratio = RATIO_BY_SHAPE[shape];
  return {
    width: allowed(size.native * Math.sqrt(ratio), size),
    height: allowed(size.native / Math.sqrt(ratio), size),
  };
}

/** The preset that gives exactly this size, or null. */
export function shapeOf({ width, height }: Size, engine: EngineCapabilities): Shape | null {
  const match = SHAPES.find((shape) => {
    const size = sizeOf(shape, engine);
    return size.width === width && size.height === height;
  });
  return match ?? null;
}
