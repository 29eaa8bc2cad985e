import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

const LOOKS = {
  primary: "bg-accent text-accent-ink hover:not-disabled:bg-accent-hover",
  secondary: "border border-line-strong bg-surface text-ink hover:not-disabled:bg-hover",
  quiet: "text-ink-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink",
  danger: "border border-bad bg-surface text-bad hover:not-disabled:bg-bad-soft",
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** The look of a button for elements that are not one, such as links. */
export const buttonClass = (look: ButtonLook = "secondary", className?: string) =>
  classNames(
    "inline-flex h-control shrink-0 items-center justify-center gap-2 rounded-md px-3 text-sm",
    "font-medium whitespace-nowrap transition-colors duration-100",
    "disabled:cursor-not-allowed disabled:opacity-55",
    LOOKS[look],
    className,
  );

export interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  icon?: ReactNode;
  /** Work is under way: the button stays in place, says so and takes no second click. */
  pending?: boolean;
}

export function Button({
  look,
  icon,
  pending = false,
  disabled,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={buttonClass(look, classNames(pending && "animate-pulse", className))}
    >
      {icon}
      {children}
    </button>
  );
}
