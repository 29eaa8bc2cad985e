"use client";

import { createContext, type ReactNode, use } from "react";
import type { User } from "@/lib/contract/team";

const UserContext = createContext<User | null>(null);

export function UserProvider({ user, children }: { user: User; children: ReactNode }) {
  return <UserContext value={user}>{children}</UserContext>;
}

/** Who is signed in. Buttons ask `can(useUser(), …)`; the middleware decides anyway. */
export function useUser(): User {
  const user = use(UserContext);
  if (user === null) throw new Error("useUser was called outside the console's layout.");
  return user;
}
