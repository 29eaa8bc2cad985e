import { PERMISSIONS, type Permission } from "@/lib/contract/permissions";
import type { Role } from "@/lib/contract/team";

// The keys of the table are exactly the permissions.
const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[];

const VIEWER: Permission[] = [
  "inferences:read",
  "inferences:read-any",
  "models:read",
  "endpoints:read",
  "team:read-self",
];

/** Roles are sets of permissions. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  administrator: EVERY_PERMISSION,
  operator: EVERY_PERMISSION,
  artist: [
    "inferences:create",
    "inferences:read",
    "inferences:stop",
    "models:read",
    "models:create",
    "endpoints:read",
    "team:read-self",
  ],
  viewer: VIEWER,
};

interface Holder {
  id: string;
  permissions: readonly string[];
}

export const can = (holder: Holder, permission: Permission) =>
  holder.permissions.includes(permission);

/** Whether a job or image of `ownerId` exists for this person; not visible is answered with 404. */
export const canSeeInferencesOf = (holder: Holder, ownerId: string) =>
  holder.id === ownerId || can(holder, "inferences:read-any");

export const canStopInferencesOf = (holder: Holder, ownerId: string) =>
  holder.id === ownerId || can(holder, "inferences:stop-any");
