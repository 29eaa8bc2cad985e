/** Everything that can be allowed, as `<noun>:<action>`. Roles are sets of these (lib/rules/permissions). */
export const PERMISSIONS = {
  "inferences:create": "Generate images",
  "inferences:read": "See one's own jobs and images",
  "inferences:read-any": "See everybody's jobs and images",
  "inferences:stop": "Stop and delete one's own jobs",
  "inferences:stop-any": "Stop and delete everybody's jobs",
  "models:read": "See and use models",
  "models:create": "Upload models",
  "models:delete": "Delete models",
  "endpoints:read": "See and use endpoints",
  "team:read-self": "See one's own account",
} as const;

export type Permission = keyof typeof PERMISSIONS;

/**
 * Who may call an operation. `public` needs no assertion at all; `console` is the console's own
 * server acting before anybody is signed in.
 */
export type Access = Permission | "public" | "console";
