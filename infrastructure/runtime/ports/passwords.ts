import { createPasswordHasher } from "@/infrastructure/adapters/passwords/argon2";
import { once } from "../once";

export const passwordPorts = once(() => ({ passwords: createPasswordHasher() }));
