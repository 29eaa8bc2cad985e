import * as z from "zod";
import { operation } from "./operation";
import { Instant, Ulid } from "./page";

export const ROLES = ["administrator", "operator", "artist", "viewer"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const User = z.strictObject({
  id: Ulid,
  name: z.string(),
  role: Role,
  permissions: z.array(z.string()),
  createdAt: Instant,
});
export type User = z.infer<typeof User>;

export const Session = z.strictObject({
  sessionId: z.string().describe("Secret; the console keeps it in a sealed cookie"),
  user: User,
  expiresAt: Instant,
});
export type Session = z.infer<typeof Session>;

export const UserName = z
  .string()
  .trim()
  .min(2, "Use at least 2 characters.")
  .max(60, "Use at most 60 characters.")
  .regex(/^[^\p{Cc}]+$/u, "Leave out control characters.");

export const PASSWORD_CHARACTERS_MIN = 10;

export const NewPassword = z
  .string()
  .min(PASSWORD_CHARACTERS_MIN, `Use at least ${PASSWORD_CHARACTERS_MIN} characters.`)
  .max(200, "Use at most 200 characters.");

const SessionId = z.string().min(20).max(200);
const Address = z.string().max(64).describe("Address that the browser called from");

/** Where the one-use set-up link stands. */
export const SetUpState = z.enum(["open", "expired", "done"]);
export type SetUpState = z.infer<typeof SetUpState>;

export const team = {
  checkSetUp: operation({
    method: "POST",
    path: "/team/set-up/check",
    summary: "Ask whether a set-up link still works",
    permission: "console",
    errors: ["invalid_input"],
  })
    .input(z.strictObject({ token: z.string().max(200) }))
    .output(z.strictObject({ state: SetUpState })),

  setUp: operation({
    method: "POST",
    path: "/team/set-up",
    summary: "Create the administrator with a one-use link",
    permission: "console",
    successStatus: 201,
    errors: ["invalid_input", "not_found", "conflict"],
  })
    .input(z.strictObject({ token: z.string().max(200), name: UserName, password: NewPassword }))
    .output(Session),

  signIn: operation({
    method: "POST",
    path: "/team/sessions",
    summary: "Start a session with a name and a password",
    permission: "console",
    successStatus: 201,
    errors: ["invalid_input", "limit_reached"],
  })
    .input(
      z.strictObject({
        name: z.string().max(200),
        password: z.string().max(200),
        address: Address,
      }),
    )
    .output(Session),

  findSession: operation({
    method: "POST",
    path: "/team/sessions/find",
    summary: "Read a session, its user and present rights",
    permission: "console",
    errors: ["invalid_input", "not_found"],
  })
    .input(z.strictObject({ sessionId: SessionId }))
    .output(Session),

  signOut: operation({
    method: "POST",
    path: "/team/sessions/end",
    summary: "End a session",
    permission: "console",
    errors: ["invalid_input"],
  })
    .input(z.strictObject({ sessionId: SessionId }))
    .output(z.strictObject({ ended: z.literal(true) })),

  getMe: operation({
    method: "GET",
    path: "/team/me",
    summary: "Read one's own account",
    permission: "team:read-self",
    errors: ["not_found"],
  }).output(User),
};
