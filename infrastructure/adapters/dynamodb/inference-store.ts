import { endpointKeys, inferenceKeys, modelKeys } from "@/infrastructure/storage/keys";
import type { InferenceRow, InferenceStore } from "@/lib/ports/inferences";
import { claimKey, claimWrite, readClaim } from "./claims";
import { isAtVersion, isNew } from "./conditions";
import { listPage, partitionQuery } from "./list-page";
import { endpointRow } from "./rows/endpoint-row";
import { imageRow, inferenceRow } from "./rows/inference-row";
import { modelRow } from "./rows/model-row";
import type { Item, Key, Table } from "./table";

const OPERATION = "inferences.create";

const isAt = (key: Key) => (item: Item) => item.pk === key.pk && item.sk === key.sk;

/** Everything that stands in the job's partition: the job and its images, by index. */
async function readPartition(table: Table, id: string): Promise<Item[]> {
  const items: Item[] = [];
  const pages = table.query({
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": inferenceKeys.row(id).pk },
    ConsistentRead: true,
  });
  for await (const page of pages) items.push(...page.items);
  return items;
}

async function imageKeys(table: Table, id: string): Promise<Key[]> {
  const keys: Key[] = [];
  const pages = table.query({
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: {
      ":pk": inferenceKeys.row(id).pk,
      ":prefix": inferenceKeys.imagePrefix,
    },
    ProjectionExpression: "pk, sk",
    ConsistentRead: true,
  });
  for await (const { items } of pages) {
    keys.push(...items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
  }
  return keys;
}

async function countOpen(table: Table, endpointId: string, beforeId?: string): Promise<number> {
  const query = partitionQuery("open", inferenceKeys.open, beforeId);
  const pages = table.query({
    ...query,
    Select: "COUNT",
    FilterExpression: "#endpoint.id = :endpointId",
    ExpressionAttributeNames: { "#endpoint": "endpoint" },
    ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ":endpointId": endpointId },
  });
  let total = 0;
  for await (const { count } of pages) total += count;
  return total;
}

/** Replace the row at its version with the next one. */
async function replace(table: Table, row: InferenceRow): Promise<InferenceRow | undefined> {
  const next = { ...row, version: row.version + 1 };
  const isWritten = await table.put(inferenceRow.toItem(next), isAtVersion(row.version));
  return isWritten ? next : undefined;
}

export function createInferenceStore(table: Table, now: () => Date): InferenceStore {
  return {
    async readCreationGround({ endpointId, modelId, claim }) {
      const endpointKey = endpointKeys.row(endpointId);
      const modelKey = modelKeys.row(modelId);
      const claimed = claim && claimKey(OPERATION, claim);
      const items = await table.getAll([endpointKey, modelKey, ...(claimed ? [claimed] : [])]);
      const endpoint = items.find(isAt(endpointKey));
      const model = items.find(isAt(modelKey));
      return {
        endpoint: endpoint && endpointRow.fromItem(endpoint),
        model: model && modelRow.fromItem(model),
        earlier: claimed && readClaim(items.find(isAt(claimed)), now()),
      };
    },

    async create(row, claim) {
      const item = inferenceRow.toItem(row);
      if (!claim) {
        // The id is fresh: a row that stands there already is this one, sent twice by the SDK.
        await table.put(item, isNew);
        return true;
      }
      const failed = await table.transact([
        { Put: { TableName: table.name, Item: item, ...isNew } },
        claimWrite(table, OPERATION, claim, { id: row.id, now: now() }),
      ]);
      return failed === undefined;
    },

    async find(id) {
      const item = await table.get(inferenceKeys.row(id));
      return item && inferenceRow.fromItem(item);
    },

    async findWithImages(id) {
      const items = await readPartition(table, id);
      const isJob = isAt(inferenceKeys.row(id));
      const job = items.find(isJob);
      if (!job) return undefined;
      const images = items.filter((item) => !isJob(item)).map(imageRow.fromItem);
      return { row: inferenceRow.fromItem(job), images };
    },

    list({ ownerId, ...request }) {
      const toRow = inferenceRow.fromItem;
      return ownerId === undefined
        ? listPage(table, { index: "all", partition: inferenceKeys.all, toRow }, request)
        : listPage(
            table,
            { index: "part", partition: inferenceKeys.ownedBy(ownerId), toRow },
            request,
          );
    },

    listOpen({ ownerId, ...request }) {
      const toRow = inferenceRow.fromItem;
      return listPage(
        table,
        { index: "open", partition: inferenceKeys.open, toRow, ownerId },
        request,
      );
    },

    countOpen: (endpointId, beforeId) => countOpen(table, endpointId, beforeId),

    update: (row) => replace(table, row),

    putImages: (images) => table.writeAll(images.map((image) => ({ put: imageRow.toItem(image) }))),

    listImages({ ownerId, ...request }) {
      const toRow = imageRow.fromItem;
      return ownerId === undefined
        ? listPage(table, { index: "all", partition: inferenceKeys.allImages, toRow }, request)
        : listPage(
            table,
            { index: "part", partition: inferenceKeys.imagesOwnedBy(ownerId), toRow },
            request,
          );
    },

    /** Counts the version up first, so that only one caller removes; the row goes last. */
    async delete(row) {
      const claimed = await replace(table, row);
      if (!claimed) return false;
      const keys = await imageKeys(table, row.id);
      await table.writeAll(keys.map((key) => ({ delete: key })));
      return table.delete(inferenceKeys.row(row.id), isAtVersion(claimed.version));
    },
  };
}
