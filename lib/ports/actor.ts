/** Who a use case acts for. Permissions were checked before; ownership is the use case's own rule. */
export type Actor =
  | { kind: "user"; id: string; name: string; permissions: readonly string[] }
  | { kind: "console" }
  | { kind: "system" };

export type UserActor = Extract<Actor, { kind: "user" }>;
