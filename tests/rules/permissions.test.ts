import { expect, test } from "vitest";
import { PERMISSIONS, type Permission } from "@/lib/contract/permissions";
import { ROLES, type Role } from "@/lib/contract/team";
import { canSeeInferencesOf, canStopInferencesOf, ROLE_PERMISSIONS } from "@/lib/rules/permissions";
import { operations } from "@/tests/support/operations";

const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[];

/** Who holds what, written down once more: a change of rights must be made on purpose, twice. */
const HOLDERS: Record<Permission, Role[]> = {
  "inferences:create": ["administrator", "operator", "artist"],
  "inferences:read": ["administrator", "operator", "artist", "viewer"],
  "inferences:read-any": ["administrator", "operator", "viewer"],
  "inferences:stop": ["administrator", "operator", "artist"],
  "inferences:stop-any": ["administrator", "operator"],
  "models:read": ["administrator", "operator", "artist", "viewer"],
  "models:create": ["administrator", "operator", "artist"],
  "models:delete": ["administrator", "operator"],
  "endpoints:read": ["administrator", "operator", "artist", "viewer"],
  "team:read-self": ["administrator", "operator", "artist", "viewer"],
};

test.each(EVERY_PERMISSION)("%s", (permission) => {
  const holders = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
  expect(holders).toEqual(HOLDERS[permission]);
});

test("every operation asks for a permission that somebody can hold, or for none on purpose", () => {
  const known: string[] = [...EVERY_PERMISSION, "console", "public"];
  for (const { noun, verb, meta } of operations()) {
    expect(known, `${noun}.${verb}`).toContain(meta.permission);
  }
  const open = operations().filter(({ meta }) => meta.permission === "public");
  expect(open.map(({ noun, verb }) => `${noun}.${verb}`)).toEqual(["health.get"]);
});

test("one's own jobs are always visible, others' only with the right to see any", () => {
  const holder = (permissions: Permission[]) => ({ id: "me", permissions });
  expect(canSeeInferencesOf(holder([]), "me")).toBe(true);
  expect(canSeeInferencesOf(holder(["inferences:read"]), "other")).toBe(false);
  expect(canSeeInferencesOf(holder(["inferences:read-any"]), "other")).toBe(true);
  expect(canStopInferencesOf(holder(["inferences:read-any"]), "other")).toBe(false);
  expect(canStopInferencesOf(holder(["inferences:stop-any"]), "other")).toBe(true);
});
