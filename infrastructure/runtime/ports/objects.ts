import { createObjectStore } from "@/infrastructure/adapters/s3/object-store";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { objectKeys } from "@/infrastructure/storage/keys";
import { env } from "../env";
import { once } from "../once";

export const objectPorts = once(() => ({
  objectKeys,
  objects: createObjectStore({
    bucket: env.bucketName,
    forcePathStyle: env.s3PathStyle,
    now: () => systemClock.now(),
  }),
}));
