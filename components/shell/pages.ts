import { Box, Images, ListChecks, type LucideIcon, Server, SquarePen } from "lucide-react";

type PageName = "studio" | "history" | "models" | "endpoints" | "jobs";

export interface ShellPage {
  name: PageName;
  path: `/${string}`;
  icon: LucideIcon;
  /** Pressed after `g`. */
  letter: string;
}

/** Every page of the shell, in the order of the rail. */
export const PAGES: readonly ShellPage[] = [
  { name: "studio", path: "/studio", icon: SquarePen, letter: "s" },
  { name: "history", path: "/history", icon: Images, letter: "h" },
  { name: "models", path: "/models", icon: Box, letter: "m" },
  { name: "endpoints", path: "/endpoints", icon: Server, letter: "e" },
  { name: "jobs", path: "/jobs", icon: ListChecks, letter: "j" },
];

export const isOnPage = (pathname: string, { path }: ShellPage) =>
  pathname === path || pathname.startsWith(`${path}/`);
