import { SESSION_IDLE_SECONDS_MAX, SESSION_SECONDS_MAX } from "@/lib/rules/sign-in";

/** When a session ends if it is not used after `seenAt`; never later than its whole length allows. */
export function sessionExpiry(createdAt: Date, seenAt: Date): Date {
  const idle = seenAt.getTime() + SESSION_IDLE_SECONDS_MAX * 1000;
  const whole = createdAt.getTime() + SESSION_SECONDS_MAX * 1000;
  return new Date(Math.min(idle, whole));
}
