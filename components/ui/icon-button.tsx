import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { Tooltip, type TooltipSide } from "./tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** What the button does, as a verb; read out and shown on hover. */
  label: string;
  icon: ReactNode;
  tooltipSide?: TooltipSide;
  pressed?: boolean;
}

export const iconButtonClass = (className?: string) =>
  classNames(
    "inline-flex size-control shrink-0 items-center justify-center rounded-md text-ink-muted",
    "transition-colors duration-100 hover:not-disabled:bg-hover hover:not-disabled:text-ink",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-pressed:bg-accent-soft aria-pressed:text-accent",
    className,
  );

export function IconButton({
  label,
  icon,
  tooltipSide,
  pressed,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} side={tooltipSide}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={iconButtonClass(className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
