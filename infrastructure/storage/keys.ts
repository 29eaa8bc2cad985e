/**
 * Every key of the single table and of the bucket is built here.
 *
 * `pk`/`sk` is the item; `gsi1` lists everything of a noun, `gsi2` the part of it that belongs to
 * somebody or to a kind, `gsi3` holds only jobs and endpoints that are not settled.
 */

export const INDEXES = { all: "gsi1", part: "gsi2", open: "gsi3" } as const;
export type IndexName = keyof typeof INDEXES;

/** Seconds since 1970; DynamoDB removes the item some time after. */
export const EXPIRY_ATTRIBUTE = "expiresAtSeconds";

/** The attributes that put an item into an index; without them it is not in it. */
export const indexEntry = (index: IndexName, partition: string, order: string) => ({
  [`${INDEXES[index]}pk`]: partition,
  [`${INDEXES[index]}sk`]: order,
});

const padded = (index: number) => String(index).padStart(4, "0");
/** Names are unique without regard to case and to the Unicode form they were typed in. */
const folded = (name: string) => name.normalize("NFKC").toLowerCase();

const row = (noun: string, id: string) => ({ pk: `${noun}#${id}`, sk: noun });

export const inferenceKeys = {
  row: (id: string) => row("INFERENCE", id),
  image: (inferenceId: string, index: number) => ({
    pk: `INFERENCE#${inferenceId}`,
    sk: `IMAGE#${padded(index)}`,
  }),
  imagePrefix: "IMAGE#",
  all: "INFERENCES",
  ownedBy: (ownerId: string) => `INFERENCES#OWNER#${ownerId}`,
  open: "OPEN#INFERENCES",
  allImages: "IMAGES",
  imagesOwnedBy: (ownerId: string) => `IMAGES#OWNER#${ownerId}`,
  imageOrder: (inferenceId: string, index: number) => `${inferenceId}#${padded(index)}`,
};

export const modelKeys = {
  row: (id: string) => row("MODEL", id),
  all: "MODELS",
  ofKind: (kind: string) => `MODELS#KIND#${kind}`,
};

export const endpointKeys = {
  row: (id: string) => row("ENDPOINT", id),
  all: "ENDPOINTS",
  open: "OPEN#ENDPOINTS",
};

export const teamKeys = {
  user: (id: string) => row("USER", id),
  users: "USERS",
  session: (idHash: string) => row("SESSION", idHash),
  setUp: row("SET_UP", "ADMINISTRATOR"),
  attempts: (scope: string, subject: string) => row("ATTEMPTS", `${scope}#${folded(subject)}`),
};

export const uniqueName = (noun: string, name: string) => row("NAME", `${noun}#${folded(name)}`);

export const idempotencyClaim = (actorId: string, operation: string, key: string) =>
  row("CLAIM", `${actorId}#${operation}#${key}`);

/** Objects in the bucket; names are ours, never a user's. */
export const objectKeys = {
  inferencePrefix: (id: string) => `inferences/${id}/`,
  model: (id: string) => `models/${id}/model.safetensors`,
  asyncOutputs: "async/outputs",
  asyncFailures: "async/failures",
};
