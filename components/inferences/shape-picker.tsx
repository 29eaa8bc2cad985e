"use client";

import { useTranslations } from "next-intl";
import type { EngineCapabilities } from "@/lib/rules/engines";
import { SHAPES, type Shape, type Size, shapeOf, sizeOf } from "./size-presets";

interface ShapePickerProps {
  size: Size;
  engine: EngineCapabilities;
  onChange: (size: Size) => void;
}

const GLYPH_AREA_PX = 196;

/** The same in every language. */
const RATIO_WORDS: Record<Shape, string> = {
  square: "1:1",
  portrait: "3:4",
  landscape: "4:3",
  tall: "9:16",
  wide: "16:9",
};

/** The preset shapes as little frames. */
export function ShapePicker({ size, engine, onChange }: ShapePickerProps) {
  const t = useTranslations("studio.shapes");
  const chosen = shapeOf(size, engine);
  return (
    <fieldset className="grid grid-cols-5 gap-1">
      <legend className="sr-only">{t("label")}</legend>
      {SHAPES.map((shape) => {
        const { width, height } = sizeOf(shape, engine);
        const scale = Math.sqrt(GLYPH_AREA_PX / (width * height));
        return (
          <button
            key={shape}
            type="button"
            aria-pressed={shape === chosen}
            aria-label={t(shape)}
            title={`${t(shape)}: ${width} × ${height} px`}
            onClick={() => onChange({ width, height })}
            className="flex h-14 flex-col items-center justify-end gap-1 rounded-md border border-line pb-1 text-ink-muted text-xs hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
          >
            <span
              aria-hidden
              className="m-auto rounded-sm border-[1.5px] border-current"
              style={{ width: width * scale, height: height * scale }}
            />
            {RATIO_WORDS[shape]}
          </button>
        );
      })}
    </fieldset>
  );
}
